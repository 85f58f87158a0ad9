import { Select, type SelectProps } from '@mantine/core';
import { type KeyboardEvent, useMemo } from 'react';
import { useWords } from '../words.tsx';
import { fieldLook, listPlace, useField } from './field.tsx';
import type { FieldPath } from './fields.ts';
import { pickFrom } from './pick-keys.ts';
import classes from './picks.module.css';
import { goOnFrom } from './steps.ts';
import { matchingOptions } from './text-match.ts';
import { intake, useTyped } from './use-intake.ts';

type Option = { value: string; label: string };
type Group = { group: string; items: readonly Option[] };
type Props = { path: FieldPath; data: readonly (Option | Group)[]; nothingFound?: string };

/** One of a list that opens by typing; a number key or Enter takes what is marked and goes on. */
export function ChoiceField({ path, data, nothingFound }: Props) {
  const { t } = useWords();
  const field = useField(path);
  const value = useTyped((form) => form[path]);
  const values = useMemo(() => data.flatMap((one) => ('items' in one ? one.items : [one])), [data]);

  const pickByNumber = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const listId = input.getAttribute('aria-controls');
    const open = listId !== null;
    // Alt and a digit go to a column as long as there is no list to pick from.
    if (event.altKey && !open) return;
    const before = input.value.slice(0, input.selectionStart ?? 0);
    if (open) {
      const shown = document.getElementById(listId)?.querySelectorAll<HTMLElement>('[data-combobox-option]') ?? [];
      const option = pickFrom(event.nativeEvent, [...shown], before);
      if (!option) return;
      option.click();
    } else {
      const option = pickFrom(event.nativeEvent, values, before);
      if (!option) return;
      intake.set(path, option.value);
    }
    goOnFrom(input);
  };

  return (
    <Select
      {...fieldLook}
      comboboxProps={listPlace}
      {...field}
      data={data as NonNullable<SelectProps['data']>}
      value={value}
      onChange={(chosen) => chosen !== null && intake.set(path, chosen)}
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
