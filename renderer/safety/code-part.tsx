import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { KeysState } from '../../shared/contract/keys.ts';
import { dateIn } from '../../shared/words/forms.ts';
import { office } from '../client/connection.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { Asked } from './asked.tsx';
import classes from './safety.module.css';
import { useTask } from './use-task.ts';

/** The recovery code: whether its sheet lies in the safe, and a new one. */
export function CodePart({ recovery }: { recovery: KeysState['recovery'] }) {
  const { t, formatDate } = useWords();
  const { zone } = useDirectory().directory.body;
  const navigate = useNavigate();
  const [asked, setAsked] = useState(false);
  const task = useTask();
  const goToSheet = () => void navigate({ to: '/safety/sheet' });
  const make = async () => {
    if (await task.run(() => office.keys.renewCode())) goToSheet();
  };
  if (!recovery)
    return (
      <Part title={t('safety.code.title')} what={t('safety.code.what')}>
        <p className={classes.warning}>{t('safety.code.none')}</p>
        {task.problem && <ProblemNote problem={task.problem} />}
        <div>
          <Button onClick={() => void make()} loading={task.busy}>
            {t('safety.code.make')}
          </Button>
        </div>
      </Part>
    );
  const { serial, madeAt, confirmed } = recovery;
  const which = { serial, date: formatDate(dateIn(madeAt, zone)) };
  return (
    <Part title={t('safety.code.title')} what={t('safety.code.what')}>
      <p className={confirmed ? classes.sentence : classes.warning}>
        {t(confirmed ? 'safety.code.confirmed' : 'safety.code.unconfirmed', which)}
      </p>
      {asked ? (
        <Asked
          text={t('safety.code.sure')}
          yes={t('safety.code.yes')}
          no={t('safety.code.no')}
          task={task}
          onYes={() => void make()}
          onNo={() => setAsked(false)}
        />
      ) : (
        <div className={classes.actions}>
          <Button variant={confirmed ? 'default' : 'filled'} onClick={goToSheet}>
            {t(confirmed ? 'safety.code.printAgain' : 'safety.code.print')}
          </Button>
          <Button variant="default" onClick={() => setAsked(true)}>
            {t('safety.code.renew')}
          </Button>
        </div>
      )}
    </Part>
  );
}
