import { Select, type SelectProps } from '@mantine/core';
import { type KeyboardEvent, useMemo } from 'react';
import { useWords } from '../words.tsx';
import { fieldLook, listPlace, type ShownField } from './field-look.ts';
import { pickFrom } from './pick-keys.ts';
import classes from './picks.module.css';
import { goOnFrom } from './steps.ts';
import { matchingOptions } from './text-match.ts';

type Option = { value: string; label: string };
type Group = { group: string; items: readonly Option[] };
export type Choices = readonly (Option | Group)[];

type Props = {
  field: ShownField;
  value: string;
  onChange: (value: string) => void;
  data: Choices;
  nothingFound?: string;
  /** Said under the field. */
  note?: string | undefined;
  /** Id of the element in which the list opens. */
  lists: string;
};

/** One of a list that opens by typing; a number key or Enter takes what is marked and goes on. */
export function ChoiceInput({ field, value, onChange, data, nothingFound, note, lists }: Props) {
  const { t } = useWords();
  const values = useMemo(() => data.flatMap((one) => ('items' in one ? one.items : [one])), [data]);

  const pickByNumber = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const listId = input.getAttribute('aria-controls');
    const open = listId !== null;
    // Ctrl and a digit pick only from what is seen.
    if ((event.ctrlKey || event.metaKey) && !open) return;
    const before = input.value.slice(0, input.selectionStart ?? 0);
    if (open) {
      const shown = document.getElementById(listId)?.querySelectorAll<HTMLElement>('[data-combobox-option]') ?? [];
      const option = pickFrom(event.nativeEvent, [...shown], before);
      if (!option) return;
      option.click();
    } else {
      const option = pickFrom(event.nativeEvent, values, before);
      if (!option) return;
      onChange(option.value);
    }
    goOnFrom(input);
  };

  return (
    <Select
      {...fieldLook}
      comboboxProps={listPlace(lists)}
      {...field}
      description={note}
      data={data as NonNullable<SelectProps['data']>}
      value={value}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      allowDeselect={false}
      searchable
      openOnFocus={false}
      selectFirstOptionOnChange
      // Without it the list, opened by the first letter, takes the mark away again a moment later.
      selectFirstOptionOnDropdownOpen
      filter={({ options, search, limit }) => matchingOptions(options, search, limit)}
      renderOption={({ option }) => (
        <span className={classes.numbered}>
          <kbd className={classes.countedNumber} aria-hidden />
          {option.label}
        </span>
      )}
      nothingFoundMessage={nothingFound ?? t('intake.choice.none')}
      withScrollArea={false}
      classNames={{ ...fieldLook.classNames, options: classes.numberedList ?? '' }}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={pickByNumber}
      data-step
    />
  );
}
