import { Button } from '@mantine/core';
import type { JournalSelection } from '../../shared/contract/journal.ts';
import { useLive } from '../client/use-live.ts';
import { useWords } from '../words.tsx';
import classes from './control.module.css';

type Shown = { onShow: () => void };

/** A filter may leave overdue papers out, but it says how many, and one click shows them. */
export function HiddenOverdue({ count, onShow }: Shown & { count: number }) {
  const { t, formatNumber } = useWords();
  return (
    <div role="status">
      {count > 0 && (
        <p className={classes.hidden}>
          <span aria-hidden>▲</span> {t('control.hidden', { count, shown: formatNumber(count) })}
          <Button variant="subtle" size="compact-sm" onClick={onShow}>
            {t('control.showHidden')}
          </Button>
        </p>
      )}
    </div>
  );
}

/** The same of a journal, whatever it is filtered by; its period is a filter too. */
export function HiddenInJournal({ selection, onShow }: Shown & { selection: JournalSelection }) {
  const { value } = useLive(
    (client, signal) => client.control.hidden(selection, { signal }),
    [JSON.stringify(selection)],
  );
  return <HiddenOverdue count={value?.overdue ?? 0} onShow={onShow} />;
}
