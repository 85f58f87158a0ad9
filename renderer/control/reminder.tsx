import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FocusEvent, type MouseEvent, useRef } from 'react';
import type { Reminder as Said } from '../../shared/contract/control.ts';
import { seesAllPapers } from '../../shared/domain/life/rights.ts';
import { office } from '../client/connection.ts';
import { useLive } from '../client/use-live.ts';
import { isDialogOpen, useKeys } from '../frame/use-keys.ts';
import { useSession } from '../people/session.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './control.module.css';

/**
 * Once a day what is late and what is due today for whoever works here. It stands in the status line and moves nothing else; a key
 * leads to the list, another puts it away, and the focus stays where it was.
 */
export function Reminder() {
  const { value } = useLive((client, signal) => client.control.reminder(undefined, { signal }), []);
  return <div role="status">{value && <Bar said={value} />}</div>;
}

function Bar({ said }: { said: NonNullable<Said> }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { clerk } = useDirectory().directory.settings;
  const session = useSession();
  // Whoever sees no others' papers has his own there, and those of whom he stands in for: all that was counted.
  const narrows = said.of === 'own' && (!session?.person || seesAllPapers(session.roles));
  const before = useRef<EventTarget | null>(null);
  // What could not be noted is said once more, no worse.
  const noteRead = () => void office.control.reminded().catch(() => undefined);
  const close = () => {
    if (before.current instanceof HTMLElement) before.current.focus();
    noteRead();
  };
  const show = () => {
    noteRead();
    const list = said.overdue > 0 ? 'overdue' : said.today > 0 ? 'today' : 'duties';
    void navigate({ to: '/control', search: { list, ...(narrows && { executor: clerk }) } });
  };
  const beneathNoDialog = (task: () => void) => () => {
    if (!isDialogOpen()) task();
  };
  useKeys({ 'Alt+R': beneathNoDialog(show), 'Alt+T': beneathNoDialog(close) });
  // Whoever comes here by keyboard goes back by closing it; a click takes the focus from nobody.
  const noteBefore = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) before.current = relatedTarget;
  };
  const keepFocus = (event: MouseEvent) => event.preventDefault();
  return (
    <section
      className={classes.reminder}
      aria-label={t('control.reminder.title')}
      onFocus={noteBefore}
      onMouseDown={keepFocus}
    >
      <span>
        {t(`control.reminder.${said.of}`)}{' '}
        {[
          said.overdue > 0 && `▲ ${t('control.reminder.overdue', { count: said.overdue })}`,
          said.today > 0 && `● ${t('control.reminder.today', { count: said.today })}`,
          said.duties > 0 && `◆ ${t('control.reminder.duties', { count: said.duties })}`,
        ]
          .filter((part) => part !== false)
          .join(' · ')}
      </span>
      <Button variant="default" size="compact-xs" rightSection={<kbd>Alt R</kbd>} onClick={show}>
        {t('control.reminder.show')}
      </Button>
      <Button variant="subtle" size="compact-xs" rightSection={<kbd>Alt T</kbd>} onClick={close}>
        {t('control.reminder.close')}
      </Button>
    </section>
  );
}
