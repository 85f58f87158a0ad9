import { Button, SegmentedControl, Select } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { Session } from '../../shared/contract/session.ts';
import { office } from '../client/connection.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './people.module.css';
import { SecretInput } from './secret-input.tsx';
import { useWaiting } from './use-waiting.ts';

type Props = {
  session: Session;
  /** Ids of who was here before, the last first. */
  lately: readonly string[];
  onSent: (secret: string) => void;
  onForgotten: () => void;
};

/** A name from the list, then password or PIN. Enter goes on everywhere. */
export function SignInForm({ session, lately, onSent, onForgotten }: Props) {
  const { t, both } = useWords();
  const able = session.people.filter(({ password }) => password);
  const [chosen, setChosen] = useState(lately[0] ?? '');
  const [byPassword, setByPassword] = useState(false);
  const [secret, setSecret] = useState('');
  const task = useTask();
  const input = useRef<HTMLInputElement>(null);
  const account = able.find(({ id }) => id === chosen);
  const by = account?.pin && !byPassword ? 'pin' : 'password';
  const seconds = useWaiting(account?.waitUntil ?? '');

  const choose = (id: string | null) => {
    setChosen(id ?? '');
    setSecret('');
    setByPassword(false);
    task.forget();
    if (id) window.setTimeout(() => input.current?.focus());
  };
  useEffect(() => {
    if (chosen !== '') input.current?.focus();
  }, [chosen]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (!account || secret === '') return;
    onSent(by === 'password' ? secret : '');
    await task.run(() => office.session.signIn({ person: account.id, by, secret }));
    // The next one may be begun already.
    setSecret((typed) => (typed === secret ? '' : typed));
    input.current?.focus();
  };
  return (
    <form className={classes.panel} onSubmit={(event) => void send(event)}>
      <h1 className={classes.title}>{t('people.signIn.title')}</h1>
      {lately.length > 1 && (
        <fieldset className={classes.lately} aria-label={t('people.signIn.lately')}>
          {lately.flatMap((id) => {
            const one = able.find((person) => person.id === id);
            return one ? (
              <Button key={id} variant={id === chosen ? 'light' : 'default'} onClick={() => choose(id)}>
                {one.name}
              </Button>
            ) : (
              []
            );
          })}
        </fieldset>
      )}
      <Select
        label={t('people.signIn.who')}
        description={t('people.signIn.whoHint')}
        value={chosen === '' ? null : chosen}
        // Also who is chosen already: the password is what comes next.
        onOptionSubmit={choose}
        allowDeselect={false}
        data={able.map(({ id, name, post }) => ({ value: id, label: `${name}, ${both(post)}` }))}
        searchable
        selectFirstOptionOnChange
        autoFocus={chosen === ''}
        nothingFoundMessage={t('people.signIn.nobody')}
      />
      {account?.pin && (
        <SegmentedControl
          aria-label={t('people.signIn.way')}
          value={by}
          onChange={(way) => {
            setByPassword(way === 'password');
            setSecret('');
            input.current?.focus();
          }}
          data={[
            { value: 'pin', label: t('people.signIn.pin') },
            { value: 'password', label: t('people.signIn.password') },
          ]}
        />
      )}
      <SecretInput
        ref={input}
        label={t(`people.signIn.${by}`)}
        value={secret}
        onChange={setSecret}
        inputMode={by === 'pin' ? 'numeric' : 'text'}
        autoComplete="current-password"
        disabled={!account}
      />
      {seconds > 0 && (
        <p className={classes.wait} role="status">
          {t('people.signIn.wait', { count: seconds })}
        </p>
      )}
      {account?.closed && <p className={classes.wait}>{t('problems.triesOver')}</p>}
      {task.problem && !account?.closed && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={task.busy} disabled={!account || secret === '' || seconds > 0}>
          {t('people.signIn.yes')}
        </Button>
        <Button variant="subtle" onClick={onForgotten} disabled={task.busy}>
          {t('people.signIn.forgotten')}
        </Button>
      </div>
      <p className={classes.lead}>{t('people.signIn.help')}</p>
    </form>
  );
}
