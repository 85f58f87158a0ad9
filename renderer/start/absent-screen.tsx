import { Button } from '@mantine/core';
import { IconBuildingCommunity, IconFlask, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../words.tsx';
import { Plain } from './plain.tsx';
import { RestorePanel } from './restore-panel.tsx';
import { SetUpForm } from './set-up-form.tsx';
import classes from './start.module.css';

type Props = {
  vault: boolean;
  /** An office of one's own was set up a moment ago. */
  onFounded: () => void;
};

/** The first screen on a new computer: look at an example, set up one's own office, or bring one back from a backup. */
export function AbsentScreen({ vault, onFounded }: Props) {
  const [chosen, setChosen] = useState<'own' | 'restore'>();
  const back = () => setChosen(undefined);
  return (
    <Plain wide>
      {chosen === 'own' && <SetUpForm vault={vault} onBack={back} onFounded={onFounded} />}
      {chosen === 'restore' && <RestorePanel onBack={back} />}
      {!chosen && <Choice onChoose={setChosen} />}
    </Plain>
  );
}

function Choice({ onChoose }: { onChoose: (chosen: 'own' | 'restore') => void }) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const openDemo = async () => {
    setBusy(true);
    setProblem(undefined);
    await office.office.openDemo().catch((error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  return (
    <div className={classes.start}>
      <div>
        <h1 className={classes.bigTitle}>{t('start.absent.title')}</h1>
        <p className={classes.lead}>{t('start.absent.lead')}</p>
      </div>
      <div className={classes.choices}>
        <section className={classes.choice}>
          <IconFlask size={28} stroke={1.5} aria-hidden />
          <h2 className={classes.title}>{t('start.absent.demo.title')}</h2>
          <p className={classes.choiceText}>{t('start.absent.demo.text')}</p>
          <Button variant="default" onClick={() => void openDemo()} disabled={busy}>
            {busy ? t('start.absent.demo.busy') : t('start.absent.demo.button')}
          </Button>
        </section>
        <section className={classes.choice}>
          <IconBuildingCommunity size={28} stroke={1.5} aria-hidden />
          <h2 className={classes.title}>{t('start.absent.own.title')}</h2>
          <p className={classes.choiceText}>{t('start.absent.own.text')}</p>
          <Button onClick={() => onChoose('own')} disabled={busy}>
            {t('start.absent.own.button')}
          </Button>
        </section>
        <section className={classes.choice}>
          <IconRestore size={28} stroke={1.5} aria-hidden />
          <h2 className={classes.title}>{t('start.absent.restore.title')}</h2>
          <p className={classes.choiceText}>{t('start.absent.restore.text')}</p>
          <Button variant="default" onClick={() => onChoose('restore')} disabled={busy}>
            {t('start.absent.restore.button')}
          </Button>
        </section>
      </div>
      {problem && <ProblemNote problem={problem} />}
    </div>
  );
}
