import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Session } from '../../shared/contract/session.ts';
import { office } from '../client/connection.ts';
import { keyName } from '../frame/keys.ts';
import { useWindowKeys } from '../frame/use-window-keys.ts';
import { useWords } from '../words.tsx';
import { ByCodeForm } from './by-code-form.tsx';
import { NewPassword } from './new-password.tsx';
import classes from './people.module.css';
import { SecretInput } from './secret-input.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** Asks who is here; who has a password of somebody else's making chooses another first. */
export function SignInPanel({ session, lately }: { session: Session; lately: readonly string[] }) {
  const [forgotten, setForgotten] = useState(false);
  /** What was typed a moment ago is not asked for again. */
  const [once, setOnce] = useState('');
  const { person, mustChange } = session;
  if (person && mustChange) return <ChangeFirst name={person.name} once={once} />;
  if (forgotten) return <ByCodeForm session={session} onBack={() => setForgotten(false)} />;
  return <SignInForm session={session} lately={lately} onSent={setOnce} onForgotten={() => setForgotten(true)} />;
}

function ChangeFirst({ name, once }: { name: string; once: string }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(once);
  const changePerson = () => void office.session.lock().catch(() => undefined);
  // The key of the work beneath, which hears none while this lies over it.
  useWindowKeys((event) => {
    if (keyName(event) !== 'F9' || event.defaultPrevented) return;
    event.preventDefault();
    if (!event.repeat) changePerson();
  });
  return (
    <section className={classes.panel}>
      <h1 className={classes.title}>{t('people.first.title')}</h1>
      <p className={classes.lead}>{t('people.first.text', { name })}</p>
      <NewPassword
        yes={t('people.first.yes')}
        ready={typed !== ''}
        work={(next) => office.session.changePassword({ current: typed, next })}
        beside={({ busy }) => (
          <Button variant="subtle" rightSection={<kbd>F9</kbd>} onClick={changePerson} disabled={busy}>
            {t('people.first.another')}
          </Button>
        )}
        before={
          once === '' && (
            <SecretInput
              label={t('people.first.once')}
              value={typed}
              onChange={setTyped}
              autoComplete="current-password"
            />
          )
        }
      />
    </section>
  );
}
