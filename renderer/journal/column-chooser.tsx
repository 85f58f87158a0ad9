import { Button, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { type JournalColumn, journalColumns } from '../../shared/contract/journal.ts';
import { useCovered } from '../frame/covered.ts';
import { useWords } from '../words.tsx';
import classes from './journal.module.css';

type Props = { columns: readonly JournalColumn[]; onChange: (columns: JournalColumn[]) => void };

/** Which columns are shown, on the screen and on paper; one of them at least. */
export function ColumnChooser({ columns, onChange }: Props) {
  const { t } = useWords();
  const covered = useCovered();
  const toggle = (column: JournalColumn, shown: boolean) =>
    onChange(journalColumns.filter((one) => (one === column ? shown : columns.includes(one))));
  return (
    <Popover position="bottom-end" trapFocus closeOnClickOutside={!covered}>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns3 size={16} aria-hidden />}>
          {t('journal.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('journal.columns')}>
        <div className={classes.chooser}>
          {journalColumns.map((column) => (
            <Checkbox
              key={column}
              label={t(`journal.column.${column}`)}
              checked={columns.includes(column)}
              disabled={columns.length === 1 && columns.includes(column)}
              onChange={(event) => toggle(column, event.currentTarget.checked)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
