import { Button, CloseButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { Reminder as Said } from '../../shared/contract/control.ts';
import { office } from '../client/connection.ts';
import { useLive } from '../client/use-live.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './control.module.css';

/** Once a day, above the work and never over it: what is late and what is due today for whoever works here. */
export function Reminder() {
  const { t } = useWords();
  const navigate = useNavigate();
  const { clerk } = useDirectory().directory.settings;
  const { value } = useLive((client, signal) => client.control.reminder(undefined, { signal }), []);
  // What could not be noted is said once more, no worse.
  const noteRead = () => void office.control.reminded().catch(() => undefined);
  const show = (said: NonNullable<Said>) => {
    noteRead();
    const list = said.overdue > 0 ? 'overdue' : said.today > 0 ? 'today' : 'duties';
    void navigate({ to: '/control', search: { list, ...(said.of === 'own' && { executor: clerk }) } });
  };
  return (
    <div role="status">
      {value && (
        <p className={classes.reminder}>
          <span>
            {t(`control.reminder.${value.of}`)}{' '}
            {[
              value.overdue > 0 && `▲ ${t('control.reminder.overdue', { count: value.overdue })}`,
              value.today > 0 && `● ${t('control.reminder.today', { count: value.today })}`,
              value.duties > 0 && `◆ ${t('control.reminder.duties', { count: value.duties })}`,
            ]
              .filter((part) => part !== false)
              .join(' · ')}
          </span>
          <Button variant="default" size="compact-sm" onClick={() => show(value)}>
            {t('control.reminder.show')}
          </Button>
          <CloseButton size="sm" aria-label={t('control.reminder.close')} onClick={noteRead} />
        </p>
      )}
    </div>
  );
}
