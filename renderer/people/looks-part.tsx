import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Look } from '../../shared/contract/staff.ts';
import { office } from '../client/connection.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './people.module.css';

const A_PAGE = 50;

/** Who had whose particulars before them at this computer; read when it is asked for. */
export function LooksPart() {
  const { t, formatInstant } = useWords();
  const { zone } = useDirectory().directory.body;
  const [looks, setLooks] = useState<readonly Look[]>();
  const [total, setTotal] = useState(0);
  const task = useTask();
  const read = (offset: number) =>
    task.run(async () => {
      const page = await office.staff.looks({ offset, limit: A_PAGE });
      setTotal(page.total);
      setLooks([...(offset === 0 ? [] : (looks ?? [])), ...page.looks]);
    });
  const hasMore = looks !== undefined && looks.length < total;
  return (
    <Part title={t('people.looks.title')} what={t('people.looks.what')}>
      {looks && looks.length === 0 && <p className={classes.lead}>{t('people.looks.none')}</p>}
      {looks && looks.length > 0 && (
        <table className={classes.people}>
          <thead>
            <tr>
              <th>{t('people.looks.at')}</th>
              <th>{t('people.staff.person')}</th>
              <th>{t('people.looks.did')}</th>
            </tr>
          </thead>
          <tbody>
            {looks.map(({ at, by, what, about }) => (
              <tr key={`${at} ${by.id} ${what} ${about}`}>
                <td className="figures">{formatInstant(at, zone)}</td>
                <td>{by.name}</td>
                <td>{t(`people.looks.kind.${what}`, { about })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {task.problem && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button variant="default" onClick={() => void read(0)} loading={task.busy}>
          {t(looks ? 'people.looks.again' : 'people.looks.show')}
        </Button>
        {hasMore && (
          <Button variant="default" onClick={() => void read(looks.length)} disabled={task.busy}>
            {t('people.looks.more')}
          </Button>
        )}
      </div>
    </Part>
  );
}
