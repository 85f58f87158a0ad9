import { Select, type SelectProps } from '@mantine/core';
import { useWords } from '../words.tsx';
import { fieldLook, listPlace, useField } from './field.tsx';
import type { FieldPath } from './fields.ts';
import { matchingOptions } from './text-match.ts';
import { intake, useTyped } from './use-intake.ts';

type Props = { path: FieldPath; data: NonNullable<SelectProps['data']>; nothingFound?: string };

/** One of a list that opens by typing; Enter takes what is marked and goes on. */
export function ChoiceField({ path, data, nothingFound }: Props) {
  const { t } = useWords();
  const field = useField(path);
  const value = useTyped((form) => form[path]);
  return (
    <Select
      {...fieldLook}
      comboboxProps={listPlace}
      {...field}
      data={data}
      value={value}
      onChange={(chosen) => chosen !== null && intake.set(path, chosen)}
      allowDeselect={false}
      searchable
      openOnFocus={false}
      selectFirstOptionOnChange
      // Without it the list, opened by the first letter, takes the mark away again a moment later.
      selectFirstOptionOnDropdownOpen
      filter={({ options, search, limit }) => matchingOptions(options, search, limit)}
      nothingFoundMessage={nothingFound ?? t('intake.choice.none')}
      maxDropdownHeight={360}
      onFocus={(event) => event.currentTarget.select()}
      data-step
    />
  );
}
