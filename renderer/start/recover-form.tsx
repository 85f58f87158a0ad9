import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { RecoveryState } from '../../shared/contract/keys.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { readRecoveryCode } from '../../shared/domain/keys/recovery-code.ts';
import { dateIn } from '../../shared/words/forms.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { hereZone } from '../parts/here-zone.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../words.tsx';
import { CodeGroups } from './code-groups.tsx';
import { passphraseFault } from './new-passphrase.ts';
import classes from './start.module.css';

type Props = {
  why: 'forgotten' | 'vaultLost' | 'otherAccount' | 'otherComputer' | 'noVault';
  recovery: RecoveryState;
  /** No vault keeps the key here: a new passphrase is chosen with it. */
  newPassphrase: boolean;
  onBack?: () => void;
};

/** Opens an office by the code from the safe. A slip is named by its group before anything is asked of the office. */
export function RecoverForm({ why, recovery, newPassphrase, onBack }: Props) {
  const { t, formatDate } = useWords();
  const [typed, setTyped] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const code = useCodeFault(typed, asked);
  const fault = newPassphrase ? passphraseFault(passphrase, again) : undefined;

  const recover = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    setProblem(undefined);
    if (readRecoveryCode(typed).state !== 'whole' || fault) return;
    setBusy(true);
    await office.office
      .recover({ code: typed, ...(newPassphrase && { passphrase }) })
      .catch((error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  const date = formatDate(dateIn(recovery.madeAt, hereZone()));
  return (
    <form className={classes.panel} onSubmit={(event) => void recover(event)} noValidate>
      <h1 className={classes.title}>{t('start.recover.title')}</h1>
      <p className={classes.lead}>{t(`start.recover.why.${why}`)}</p>
      <p className={classes.which}>{t('start.recover.sheet', { serial: recovery.serial, date })}</p>
      <TextInput
        label={t('start.recover.code')}
        description={t('start.recover.codeHint')}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={code}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        autoFocus
      />
      <CodeGroups typed={typed} />
      {newPassphrase && (
        <>
          <PasswordInput
            label={t('start.recover.newPassphrase')}
            description={t('start.recover.newPassphraseHint')}
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            error={asked && fault === 'passphraseTooShort' && t('problems.passphraseTooShort')}
            autoComplete="new-password"
          />
          <PasswordInput
            label={t('start.recover.again')}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            error={asked && fault === 'passphraseDiffers' && t('start.setUp.passphraseDiffers')}
            autoComplete="new-password"
          />
        </>
      )}
      {problem && <ProblemNote problem={problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={busy}>
          {t('start.recover.open')}
        </Button>
        {onBack && (
          <Button variant="subtle" color="gray" onClick={onBack} disabled={busy}>
            {t('start.recover.back')}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What is wrong with the code, in words: slips at once, digits that are missing when the form was sent. */
function useCodeFault(typed: string, asked: boolean): string | undefined {
  const { t } = useWords();
  const read = readRecoveryCode(typed);
  switch (read.state) {
    case 'whole':
      return undefined;
    case 'wrong':
      return t('start.recover.wrongGroups', { count: read.groups.length, groups: read.groups.join(', ') });
    case 'tooLong':
      return t('start.recover.tooLong');
    case 'unfinished':
      return asked ? t('start.recover.missing', { count: read.missing }) : undefined;
  }
}
