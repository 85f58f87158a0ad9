import { Button, SegmentedControl, Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { statuses } from '../../shared/books/appeals.ts';
import { type JournalFilter, type JournalPeriod, journalPeriods } from '../../shared/contract/journal.ts';
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

export function Filters({ filter, span, onChange }: Props) {
  const words = useWords();
  const { t } = words;
  const { law } = useDirectory();
  const { period = USUAL_PERIOD, kind, status, from, to } = filter;
  const dates = { ...(from && { from }), ...(to && { to }) };
  const chosen = { ...(kind && { kind }), ...(status && { status }) };
  const choosePeriod = (value: JournalPeriod) =>
    onChange({ period: value, ...chosen, ...(value === 'custom' && { from: span.from, to: span.to }) });
  const isFiltered = kind !== undefined || status !== undefined;
  return (
    <div className={classes.filters}>
      <SegmentedControl
        aria-label={t('journal.period.label')}
        value={period}
        onChange={(value) => choosePeriod(value as JournalPeriod)}
        data={journalPeriods.map((value) => ({ value, label: t(`journal.period.${value}`) }))}
      />
      {period === 'custom' && (
        <>
          <Day
            label={t('journal.period.from')}
            value={span.from}
            onChange={(value) => onChange({ ...filter, ...dates, from: value })}
          />
          <Day
            label={t('journal.period.to')}
            value={span.to}
            onChange={(value) => onChange({ ...filter, ...dates, to: value })}
          />
        </>
      )}
      <Select
        aria-label={t('journal.kind')}
        placeholder={t('journal.anyKind')}
        value={kind ?? null}
        onChange={(value) => onChange({ period, ...dates, ...(status && { status }), ...(value && { kind: value }) })}
        data={law.kinds.map(({ id }) => ({ value: id, label: kindWord(words, law, id) }))}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('journal.clear') }}
        comboboxProps={{ width: 360, position: 'bottom-start' }}
        maxDropdownHeight={400}
        w={210}
      />
      <Select
        aria-label={t('journal.status')}
        placeholder={t('journal.anyStatus')}
        value={status ?? null}
        onChange={(value) => {
          const known = statuses.find((one) => one === value);
          onChange({ period, ...dates, ...(kind && { kind }), ...(known && { status: known }) });
        }}
        data={statuses.map((value) => ({ value, label: valueWord(words, 'status', value) }))}
        clearable
        clearButtonProps={{ 'aria-label': t('journal.clear') }}
        w={190}
      />
      {isFiltered && (
        <Button variant="subtle" onClick={() => onChange({ period, ...dates })}>
          {t('journal.clear')}
        </Button>
      )}
    </div>
  );
}

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
