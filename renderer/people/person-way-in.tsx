import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { StaffPerson } from '../../shared/contract/staff.ts';
import { office } from '../client/connection.ts';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './people.module.css';
import { useSession } from './session.ts';

/** A password for once: read out or written down, and changed at the first sign-in. */
export function PersonWayIn({ person }: { person: StaffPerson }) {
  const { t } = useWords();
  const session = useSession();
  const [password, setPassword] = useState('');
  const task = useTask();
  const isOwn = session?.person?.id === person.id;
  const give = () =>
    task.run(async () => setPassword((await office.staff.givePassword({ person: person.id })).password));
  return (
    <Part title={t('people.way.title')}>
      {isOwn || !session?.asked ? (
        <Hint>
          {t(isOwn ? 'people.way.own' : 'people.way.first')} <Link to="/me">{t('people.own.title')}</Link>
        </Hint>
      ) : (
        <>
          <Hint>{t('people.way.what')}</Hint>
          {password !== '' && (
            <>
              <p className={classes.once}>{password}</p>
              <Hint>{t('people.way.shownOnce')}</Hint>
            </>
          )}
          {task.problem && <ProblemNote problem={task.problem} />}
          <div>
            <Button variant="default" onClick={() => void give()} loading={task.busy}>
              {t(person.password ? 'people.way.again' : 'people.way.give')}
            </Button>
          </div>
        </>
      )}
    </Part>
  );
}
