import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Safety } from '../../shared/contract/safety.ts';
import { office } from '../client/connection.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { sizeWord } from '../parts/size-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { Asked } from './asked.tsx';
import classes from './safety.module.css';
import { useTask } from './use-task.ts';

/** So many of the documents that cannot be read are named. */
const NAMED = 12;

/** How far the check of every document has come, and what it found. */
export function ScanPart({ scan }: { scan: Safety['scan'] }) {
  const { t, formatInstant, groupNumber } = useWords();
  const { zone } = useDirectory().directory.body;
  const { startedAt, finishedAt, damaged, outOfStep } = scan;
  const checked = t('safety.scan.checked', { count: scan.checked });
  const finished = finishedAt !== '';
  const at = formatInstant(finished ? finishedAt : startedAt, zone);
  const sentence = () => {
    if (startedAt === '') return t('safety.scan.never');
    if (!finished) return t('safety.scan.running', { at, checked });
    return t(damaged.length + outOfStep.length > 0 ? 'safety.scan.finishedBad' : 'safety.scan.finished', {
      at,
      checked,
    });
  };
  return (
    <Part title={t('safety.scan.title')}>
      <p className={classes.sentence}>{sentence()}</p>
      {outOfStep.length > 0 && <Rebuild />}
      {damaged.length > 0 && (
        <>
          <p className={classes.warning}>{t('safety.scan.damaged', { count: damaged.length })}</p>
          <ul className={classes.numbers}>
            {damaged.slice(0, NAMED).map((id) => (
              <li key={id}>{/^\d{18}$/.test(id) ? groupNumber(id) : id}</li>
            ))}
            {damaged.length > NAMED && <li>…</li>}
          </ul>
          <MendFromBackup />
        </>
      )}
    </Part>
  );
}

/** Nothing is lost, and nobody has to decide: it is done by itself at the next start, or now. */
function Rebuild() {
  const { t } = useWords();
  const task = useTask();
  return (
    <>
      <p className={classes.warning}>{t('safety.scan.outOfStep')}</p>
      {task.problem && <ProblemNote problem={task.problem} />}
      <div>
        <Button
          variant="default"
          loading={task.busy}
          onClick={() => void task.run(() => office.office.mend({ by: 'rebuild' }))}
        >
          {t('safety.scan.rebuild')}
        </Button>
      </div>
    </>
  );
}

/** While the office is open: it closes, is read as far as it can be, takes the rest from the last backup, and opens again. */
export function MendFromBackup() {
  const { t } = useWords();
  const [asked, setAsked] = useState(false);
  const task = useTask();
  if (!asked)
    return (
      <div>
        <Button variant="default" onClick={() => setAsked(true)}>
          {t('safety.scan.mend')}
        </Button>
      </div>
    );
  return (
    <Asked
      text={t('safety.scan.sure')}
      yes={t('safety.scan.yes')}
      no={t('safety.scan.no')}
      task={task}
      onYes={() => void task.run(() => office.office.mend({ by: 'rescue' }))}
      onNo={() => setAsked(false)}
    />
  );
}

/** What stood in the office's place before; only where there is something. */
export function AsidePart({ setAside }: { setAside: Safety['setAside'] }) {
  const words = useWords();
  const { t, formatInstant } = words;
  const { zone } = useDirectory().directory.body;
  if (setAside.length === 0) return null;
  return (
    <Part title={t('safety.aside.title')} what={t('safety.aside.what')}>
      <ul className={classes.plainList}>
        {setAside.map(({ name, at, bytes }) => (
          <li key={name}>
            {formatInstant(at, zone)} · {sizeWord(words, bytes)} <span className={classes.quiet}>{name}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
