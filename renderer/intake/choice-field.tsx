import { type ComboboxParsedItem, isOptionsGroup, Select, type SelectProps } from '@mantine/core';
import { foldText } from '../../shared/domain/text/fold-text.ts';
import { useWords } from '../words.tsx';
import { fieldLook, useField } from './field.tsx';
import type { FieldPath } from './fields.ts';
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
      {...field}
      data={data}
      value={value}
      onChange={(chosen) => chosen !== null && intake.set(path, chosen)}
      allowDeselect={false}
      searchable
      openOnFocus={false}
      selectFirstOptionOnChange
      filter={({ options, search, limit }) => foldedMatches(options, search, limit)}
      nothingFoundMessage={nothingFound ?? t('intake.choice.none')}
      maxDropdownHeight={360}
      onFocus={(event) => event.currentTarget.select()}
      data-step
    />
  );
}

/** Options with a word that starts as typed, whatever the keyboard's alphabet; groups stay. */
export function foldedMatches(options: ComboboxParsedItem[], typed: string, limit: number): ComboboxParsedItem[] {
  const wanted = foldText(typed)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const matches = (label: string) => {
    const words = foldText(label).split(/[^\p{L}\p{N}]+/u);
    return wanted.every((start) => words.some((word) => word.startsWith(start)));
  };
  return options
    .flatMap((option): ComboboxParsedItem[] => {
      if (!isOptionsGroup(option)) return matches(option.label) ? [option] : [];
      const items = option.items.filter((item) => matches(item.label));
      return items.length > 0 ? [{ ...option, items }] : [];
    })
    .slice(0, limit);
}
