import { Button, PasswordInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { KeysState } from '../../shared/contract/keys.ts';
import { office } from '../client/connection.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { passphraseFault } from '../start/new-passphrase.ts';
import { useWords } from '../words.tsx';
import { Asked } from './asked.tsx';
import classes from './safety.module.css';
import { useTask } from './use-task.ts';

/** Who keeps the key day by day; a new passphrase, a new key. */
export function KeyPart({ keys }: { keys: KeysState }) {
  const { t } = useWords();
  const [open, setOpen] = useState<'passphrase' | 'key'>();
  const [changed, setChanged] = useState(false);
  const close = () => setOpen(undefined);
  const show = (what: 'passphrase' | 'key') => {
    setChanged(false);
    setOpen(what);
  };
  const who = keys.accounts.filter((name) => name !== '').join(', ');
  return (
    <Part title={t('safety.key.title')}>
      <p className={classes.sentence}>{t(`safety.key.by.${keys.by}`, { accounts: who })}</p>
      {open === 'passphrase' && (
        <ChangePassphrase
          onDone={() => {
            setChanged(true);
            close();
          }}
          onCancel={close}
        />
      )}
      {open === 'key' && <ChangeKey asks={keys.by === 'passphrase'} onCancel={close} />}
      {!open && keys.by !== 'nothing' && (
        <div className={classes.actions}>
          {keys.by === 'passphrase' && (
            <Button variant="default" onClick={() => show('passphrase')}>
              {t('safety.key.change')}
            </Button>
          )}
          {keys.recovery && (
            <Button variant="default" onClick={() => show('key')}>
              {t('safety.key.renew')}
            </Button>
          )}
          <span role="status" className={classes.good}>
            {changed && t('safety.key.changed')}
          </span>
        </div>
      )}
    </Part>
  );
}

function ChangePassphrase({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const { t } = useWords();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [asked, setAsked] = useState(false);
  const task = useTask();
  const fault = passphraseFault(next, again);
  const wrong = task.problem?.code === 'wrongPassphrase';
  const change = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!fault && (await task.run(() => office.keys.changePassphrase({ current, next })))) onDone();
  };
  return (
    <form className={classes.form} onSubmit={(event) => void change(event)} noValidate>
      <PasswordInput
        label={t('safety.key.current')}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        error={wrong && t('problems.wrongPassphrase')}
        autoComplete="current-password"
        autoFocus
      />
      <PasswordInput
        label={t('safety.key.next')}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        error={asked && fault === 'passphraseTooShort' && t('problems.passphraseTooShort')}
        autoComplete="new-password"
      />
      <PasswordInput
        label={t('safety.key.again')}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        error={asked && fault === 'passphraseDiffers' && t('start.setUp.passphraseDiffers')}
        autoComplete="new-password"
      />
      {task.problem && !wrong && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={task.busy}>
          {t('safety.key.save')}
        </Button>
        <Button variant="default" onClick={onCancel} disabled={task.busy}>
          {t('safety.key.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** The whole store is locked anew; its progress lies over the screen meanwhile, and the new sheet comes after it. */
function ChangeKey({ asks, onCancel }: { asks: boolean; onCancel: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [passphrase, setPassphrase] = useState('');
  const task = useTask();
  const change = async () => {
    if (await task.run(() => office.keys.changeKey({ passphrase }))) void navigate({ to: '/safety/sheet' });
  };
  const field = asks && (
    <PasswordInput
      label={t('safety.key.current')}
      value={passphrase}
      onChange={(event) => setPassphrase(event.currentTarget.value)}
      autoComplete="current-password"
      autoFocus
    />
  );
  return (
    <Asked
      text={t('safety.key.renewSure')}
      yes={t('safety.key.renewYes')}
      no={t('safety.key.cancel')}
      task={task}
      ready={!asks || passphrase !== ''}
      onYes={() => void change()}
      onNo={onCancel}
    >
      {field || undefined}
    </Asked>
  );
}
