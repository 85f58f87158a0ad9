import { Button, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { memo } from 'react';
import { ways } from '../../shared/books/appeals/ways.ts';
import {
  dueStates,
  type JournalFilter,
  type JournalPeriod,
  journalFilterSchema,
  journalPeriods,
  officialStates,
} from '../../shared/contract/journal.ts';
import { statuses } from '../../shared/domain/life/life.ts';
import { kindWord, valueWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { USUAL_PERIOD } from './filter.ts';
import classes from './journal.module.css';

type Props = {
  filter: JournalFilter;
  /** First and last day the filter stands for now. */
  span: { from: string; to: string };
  onChange: (filter: JournalFilter) => void;
};

type Choice = { value: string; label: string };

const choices = ['due', 'kind', 'status', 'subject', 'executor', 'way', 'official'] as const;

/** What the journal is filtered by. Its lists are long: it is drawn anew only when a filter changes, not with every row. */
export const Filters = memo(function Filters({ filter, span, onChange }: Props) {
  const words = useWords();
  const { t, both } = words;
  const { law, directory } = useDirectory();
  const { period = USUAL_PERIOD } = filter;
  const choosePeriod = (value: JournalPeriod) => {
    const { from: _from, to: _to, ...rest } = filter;
    onChange({ ...rest, period: value, ...(value === 'custom' && span) });
  };
  const choose = (field: (typeof choices)[number], value: string | null) => {
    const { [field]: _before, ...rest } = filter;
    onChange({ ...rest, ...(value !== null && journalFilterSchema.partial().parse({ [field]: value })) });
  };
  const data: Record<(typeof choices)[number], Choice[]> = {
    due: dueStates.map((value) => ({ value, label: t(`journal.dueState.${value}`) })),
    kind: law.kinds.map(({ id }) => ({ value: id, label: kindWord(words, law, id) })),
    status: statuses.map((value) => ({ value, label: valueWord(words, 'status', value) })),
    subject: directory.subjects.map(({ code, name }) => ({ value: code, label: indented(code, both(name)) })),
    executor: [...directory.staff, ...directory.former].map(({ id, name }) => ({ value: id, label: name })),
    way: ways.map((value) => ({ value, label: valueWord(words, 'way', value) })),
    official: officialStates.map((value) => ({ value, label: t(`journal.officialState.${value}`) })),
  };
  const isFiltered = choices.some((field) => filter[field] !== undefined);
  return (
    <div className={classes.filters}>
      <Select
        aria-label={t('journal.period.label')}
        value={period}
        onChange={(value) => value && choosePeriod(value as JournalPeriod)}
        data={journalPeriods.map((value) => ({ value, label: t(`journal.period.${value}`) }))}
        allowDeselect={false}
        maxDropdownHeight={320}
        w={132}
      />
      {period === 'custom' && (
        <>
          <Day
            label={t('journal.period.from')}
            value={span.from}
            onChange={(from) => onChange({ ...filter, ...span, from })}
          />
          <Day label={t('journal.period.to')} value={span.to} onChange={(to) => onChange({ ...filter, ...span, to })} />
        </>
      )}
      {choices.map((field) => (
        <Select
          key={field}
          className={classes.choice ?? ''}
          data-field={field}
          data-chosen={filter[field] !== undefined || undefined}
          aria-label={t(`journal.${field}`)}
          placeholder={t(`journal.${field}`)}
          value={filter[field] ?? null}
          onChange={(value) => choose(field, value)}
          data={data[field]}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('journal.clear') }}
          comboboxProps={{ width: 360, position: 'bottom-start' }}
          maxDropdownHeight={400}
          nothingFoundMessage={t('journal.nothingFound')}
        />
      ))}
      {isFiltered && (
        <Button variant="subtle" onClick={() => onChange({ period, ...(period === 'custom' && span) })}>
          {t('journal.clear')}
        </Button>
      )}
    </div>
  );
});

/** Deeper levels stand further in. */
const indented = (code: string, name: string): string => '\u2003'.repeat(code.split('.').length - 1) + name;

function Day({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <DateInput
      aria-label={label}
      leftSection={<span className={classes.dayLabel}>{label}</span>}
      value={value}
      onChange={(next) => next && onChange(next)}
      valueFormat="DD.MM.YYYY"
      leftSectionWidth={52}
      w={158}
    />
  );
}
