import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../words.tsx';
import classes from './start.module.css';

/** Asks for the passphrase where the system keeps no keys. `onForgotten`: the way to the recovery code. */
export function PassphraseForm({ demo, onForgotten }: { demo: boolean; onForgotten?: () => void }) {
  const { t } = useWords();
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const unlock = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    await office.office.unlock({ passphrase }).catch((error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  const wrong = problem?.code === 'wrongPassphrase' || problem?.code === 'passphraseTooShort';

  return (
    <form className={classes.panel} onSubmit={(event) => void unlock(event)}>
      <h1 className={classes.title}>{demo ? t('start.locked.titleDemo') : t('start.locked.title')}</h1>
      <p className={classes.lead}>{t('start.locked.text')}</p>
      <PasswordInput
        label={t('start.locked.passphrase')}
        value={passphrase}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
        error={wrong && t(`problems.${problem.code}`)}
        autoComplete="current-password"
        data-autofocus
        autoFocus
      />
      {problem && !wrong && <ProblemNote problem={problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={busy} disabled={passphrase === ''}>
          {t('start.locked.open')}
        </Button>
        {onForgotten && (
          <Button variant="subtle" onClick={onForgotten} disabled={busy}>
            {t('start.locked.forgotten')}
          </Button>
        )}
      </div>
    </form>
  );
}
