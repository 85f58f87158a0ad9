import { Autocomplete } from '@mantine/core';
import { fieldLook, listPlace, useField } from './field.tsx';
import type { FieldPath } from './fields.ts';
import classes from './intake.module.css';
import { matchingOptions } from './text-match.ts';
import { intake } from './use-intake.ts';

type Props = {
  path: FieldPath;
  /** Names to choose from; `detail` helps to tell them apart. */
  names: readonly { name: string; detail?: string }[];
  placeholder: string;
  required?: boolean;
};

/** A name picked from a list or written in. */
export function NameField({ path, names, ...rest }: Props) {
  const field = useField(path);
  const details = new Map(names.map(({ name, detail }) => [name, detail]));
  return (
    <Autocomplete
      {...fieldLook}
      comboboxProps={listPlace}
      {...rest}
      {...field}
      data={[...details.keys()]}
      defaultValue={intake.form()[path]}
      onChange={(value) => intake.set(path, value)}
      openOnFocus={false}
      selectFirstOptionOnChange
      filter={({ options, search, limit }) => matchingOptions(options, search, limit)}
      renderOption={({ option }) => (
        <div>
          {option.value}
          {details.get(option.value) && <div className={classes.optionDetail}>{details.get(option.value)}</div>}
        </div>
      )}
      maxDropdownHeight={320}
      autoComplete="off"
      spellCheck={false}
      data-step
    />
  );
}
