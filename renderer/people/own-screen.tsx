import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { pinFault } from '../../shared/domain/identity/pin.ts';
import { office } from '../client/connection.ts';
import { Hint, Part, PartColumns } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import { NewPassword } from './new-password.tsx';
import classes from './people.module.css';
import { SecretInput } from './secret-input.tsx';
import { useSession } from './session.ts';

/** What one may change of one's own way in: the password, which holds in the whole office, and the PIN of this computer. */
export function OwnScreen() {
  const { t } = useWords();
  const session = useSession();
  const [current, setCurrent] = useState('');
  if (!session) return null;
  const change = (next: string) => office.session.changePassword({ current, next });
  return (
    <Screen title={t('people.own.title')}>
      <PartColumns
        left={
          <Part
            title={t('people.own.password')}
            what={t(session.asked ? 'people.own.passwordWhat' : 'people.own.firstWhat')}
          >
            <NewPassword
              yes={t('people.own.passwordYes')}
              work={change}
              onDone={() => setCurrent('')}
              ready={!session.asked || current !== ''}
              before={
                session.asked && (
                  <SecretInput
                    label={t('people.own.current')}
                    value={current}
                    onChange={setCurrent}
                    autoComplete="current-password"
                  />
                )
              }
            />
          </Part>
        }
        right={session.asked && <Pin has={session.people.find(({ id }) => id === session.person?.id)?.pin === true} />}
      />
    </Screen>
  );
}

function Pin({ has }: { has: boolean }) {
  const { t } = useWords();
  const [password, setPassword] = useState('');
  const [pin, setPin] = useState('');
  const fault = pinFault(pin);
  const task = useTask();
  const set = async (next: string) => {
    if (!(await task.run(() => office.session.setPin({ password, pin: next })))) return;
    setPassword('');
    setPin('');
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void set(pin);
  };
  return (
    <Part title={t('people.own.pin')} what={t('people.own.pinWhat')}>
      <Hint>{t(has ? 'people.own.pinIs' : 'people.own.pinNone')}</Hint>
      <form className={classes.form} onSubmit={send}>
        <SecretInput
          label={t('people.own.current')}
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <SecretInput
          label={t('people.own.pinNew')}
          value={pin}
          onChange={setPin}
          error={pin !== '' && fault && t(`problems.${fault}`)}
          inputMode="numeric"
          autoComplete="off"
        />
        {task.problem && <ProblemNote problem={task.problem} />}
        <div className={classes.actions}>
          <Button type="submit" loading={task.busy} disabled={password === '' || fault !== undefined}>
            {t('people.own.pinYes')}
          </Button>
          {has && (
            <Button variant="default" onClick={() => void set('')} disabled={password === '' || task.busy}>
              {t('people.own.pinRemove')}
            </Button>
          )}
          <span role="status" className={classes.done}>
            {task.done && t('people.password.changed')}
          </span>
        </div>
      </form>
    </Part>
  );
}
