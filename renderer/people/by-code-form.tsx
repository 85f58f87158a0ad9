import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Session } from '../../shared/contract/session.ts';
import { readRecoveryCode } from '../../shared/domain/keys/recovery-code.ts';
import { office } from '../client/connection.ts';
import { CodeGroups } from '../start/code-groups.tsx';
import { useWords } from '../words.tsx';
import { NewPassword } from './new-password.tsx';
import classes from './people.module.css';

/** Who has forgotten the password asks the administrator; the administrator takes the code from the safe. */
export function ByCodeForm({ session, onBack }: { session: Session; onBack: () => void }) {
  const { t } = useWords();
  const [person, setPerson] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const back = (
    <Button variant="subtle" onClick={onBack}>
      {t('people.forgotten.back')}
    </Button>
  );
  return (
    <section className={classes.panel}>
      <h1 className={classes.title}>{t('people.forgotten.title')}</h1>
      <p className={classes.lead}>{t('people.forgotten.text')}</p>
      {!session.recovery && <p className={classes.wait}>{t('problems.noRecoveryCode')}</p>}
      {!session.recovery && <div className={classes.actions}>{back}</div>}
      {session.recovery && (
        <NewPassword
          yes={t('people.forgotten.yes')}
          ready={person !== null && readRecoveryCode(code).state === 'whole'}
          work={(next) => office.session.newPasswordByCode({ person: person ?? '', code, next })}
          beside={() => back}
          before={
            <>
              <Select
                label={t('people.signIn.who')}
                value={person}
                onChange={setPerson}
                data={session.people.map(({ id, name }) => ({ value: id, label: name }))}
                searchable
                autoFocus
              />
              <TextInput
                label={t('start.recover.code')}
                description={t('start.recover.codeHint')}
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
                inputMode="numeric"
                autoComplete="off"
                spellCheck={false}
              />
              <CodeGroups typed={code} />
            </>
          }
        />
      )}
    </section>
  );
}
