import { Button, TextInput } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { RecoveryState } from '../../shared/contract/keys.ts';
import { office } from '../client/connection.ts';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { useWords } from '../words.tsx';
import classes from './safety.module.css';
import { useKeysState } from './use-safety.ts';
import { useSheetPrint } from './use-sheet-print.ts';
import { useTask } from './use-task.ts';

/** The sheet with the recovery code: print it, prove by its last group that it was printed, put it into the safe. */
export function SheetScreen() {
  const { t } = useWords();
  const recovery = useKeysState().value?.recovery;
  return (
    <Screen title={t('safety.sheet.title')}>{recovery && <Steps key={recovery.serial} recovery={recovery} />}</Screen>
  );
}

function Steps({ recovery: { serial, confirmed } }: { recovery: RecoveryState }) {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <div className={classes.sheet}>
      <p className={classes.lead}>{t('safety.sheet.lead')}</p>
      <Print serial={serial} />
      <Confirm serial={serial} confirmed={confirmed} />
      <Part title={t('safety.sheet.step3')}>
        <p role="status" className={classes.good}>
          {confirmed && t('safety.sheet.confirmed')}
        </p>
        <div>
          <Button variant={confirmed ? 'filled' : 'default'} onClick={() => void navigate({ to: '/' })}>
            {t(confirmed ? 'safety.sheet.done' : 'safety.sheet.later')}
          </Button>
        </div>
      </Part>
    </div>
  );
}

function Print({ serial }: { serial: number }) {
  const { t } = useWords();
  const { able, task, print, save } = useSheetPrint(t('safety.sheet.file', { serial }));
  const said = able ? 'safety.sheet.sent' : 'safety.sheet.opened';
  return (
    <Part title={t('safety.sheet.step1')}>
      <div className={classes.actions}>
        <Button
          onClick={print}
          loading={task.busy}
          disabled={able === undefined}
          leftSection={<IconPrinter size={16} aria-hidden />}
          autoFocus
        >
          {t('safety.sheet.print')}
        </Button>
        <Button variant="default" onClick={save} leftSection={<IconDownload size={16} aria-hidden />}>
          {t('safety.sheet.save')}
        </Button>
        <span role="status" className={classes.good}>
          {task.done && t(said)}
        </span>
      </div>
      <Hint>{t('safety.sheet.saveHint')}</Hint>
      {task.problem && <ProblemNote problem={task.problem} />}
    </Part>
  );
}

function Confirm({ serial, confirmed }: { serial: number; confirmed: boolean }) {
  const { t } = useWords();
  const [group, setGroup] = useState('');
  const task = useTask();
  const differs = task.problem?.code === 'wrongRecovery';
  const confirm = (event: FormEvent) => {
    event.preventDefault();
    void task.run(() => office.keys.confirmSheet({ group }));
  };
  return (
    <Part title={t('safety.sheet.step2')}>
      <form className={classes.confirm} onSubmit={confirm}>
        <TextInput
          label={t('safety.sheet.group')}
          value={group}
          onChange={(event) => {
            setGroup(event.currentTarget.value);
            task.forget();
          }}
          error={differs && t('safety.sheet.differs', { serial })}
          inputMode="numeric"
          autoComplete="off"
          disabled={confirmed}
        />
        <Button type="submit" variant="default" loading={task.busy} disabled={confirmed || group.trim() === ''}>
          {t('safety.sheet.confirm')}
        </Button>
      </form>
      {task.problem && !differs && <ProblemNote problem={task.problem} />}
    </Part>
  );
}
