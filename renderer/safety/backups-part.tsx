import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Safety } from '../../shared/contract/safety.ts';
import { office } from '../client/connection.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { sizeWord } from '../parts/size-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './safety.module.css';
import { useTask } from './use-task.ts';

type Backups = Safety['backups'];

/** When the last backup was made and where it lies, the next ones, and one at once. */
export function BackupsPart({ backups }: { backups: Backups }) {
  const words = useWords();
  const { t, formatInstant } = words;
  const { zone } = useDirectory().directory.body;
  const task = useTask();
  const [last] = backups.list;
  const running = backups.running || task.busy;
  const facts = [
    last
      ? t('safety.backups.last', {
          at: formatInstant(last.at, zone),
          place: t(`start.backups.place.${last.place}`),
          verified: t(last.verified ? 'start.backups.verified' : 'start.backups.unverified'),
        })
      : t('safety.backups.none'),
    t('safety.backups.every', { count: backups.everyHours }),
    t('safety.backups.keep', { count: backups.keep }),
  ];
  const failed = backups.last?.problem;
  return (
    <Part title={t('safety.backups.title')}>
      <p className={classes.sentence}>{facts.join(' ')}</p>
      {failed !== undefined && (
        <p className={classes.warning}>
          {t('safety.backups.failed', { at: formatInstant(backups.last?.at ?? '', zone) })}{' '}
          {t([`problems.${failed}`, 'problems.storeFailed'])}
        </p>
      )}
      {task.problem && failed === undefined && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button onClick={() => void task.run(() => office.safety.backUpNow())} loading={running}>
          {t('safety.backups.now')}
        </Button>
        <span role="status" className={task.done ? classes.good : classes.quiet}>
          {running ? t('safety.backups.running') : task.done && t('safety.backups.done')}
        </span>
      </div>
      {backups.list.length > 0 && <BackupTable backups={backups} />}
      <Settings backups={backups} />
    </Part>
  );
}

/** So many are shown; the rest can be seen where an office is restored. */
const SHOWN = 6;

function BackupTable({ backups }: { backups: Backups }) {
  const words = useWords();
  const { t, formatInstant, formatNumber } = words;
  const { zone } = useDirectory().directory.body;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          {(['at', 'papers', 'size', 'place', 'state'] as const).map((name) => (
            <th key={name} scope="col" data-end={name === 'papers' || name === 'size' || undefined}>
              {t(`safety.backups.${name}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {backups.list.slice(0, SHOWN).map(({ id, at, papers, bytes, place, verified }) => (
          <tr key={id}>
            <td>{formatInstant(at, zone)}</td>
            <td data-end>{formatNumber(papers)}</td>
            <td data-end>{sizeWord(words, bytes)}</td>
            <td>{t(`start.backups.place.${place}`)}</td>
            <td>{t(verified ? 'start.backups.verified' : 'start.backups.unverified')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const HOURS = [1, 2, 4, 8, 24];

/** The folder of a stick, and how often. */
function Settings({ backups }: { backups: Backups }) {
  const { t } = useWords();
  const [folder, setFolder] = useState(backups.folder);
  const [everyHours, setEveryHours] = useState(backups.everyHours);
  const task = useTask();
  const save = (event: FormEvent) => {
    event.preventDefault();
    void task.run(() => office.safety.saveBackups({ folder: folder.trim(), everyHours }));
  };
  const offered = [...new Set([...HOURS, backups.everyHours])].sort((a, b) => a - b);
  const changed = folder.trim() !== backups.folder || everyHours !== backups.everyHours;
  return (
    <form className={classes.settings} onSubmit={save}>
      <TextInput
        className={classes.wide ?? ''}
        label={t('safety.backups.folder')}
        description={t('safety.backups.folderHint')}
        value={folder}
        onChange={(event) => setFolder(event.currentTarget.value)}
        spellCheck={false}
        autoComplete="off"
      />
      <Select
        label={t('safety.backups.hours')}
        value={String(everyHours)}
        onChange={(value) => value && setEveryHours(Number(value))}
        data={offered.map((count) => ({ value: String(count), label: t('safety.backups.hour', { count }) }))}
        allowDeselect={false}
      />
      <div className={classes.actions}>
        <Button type="submit" variant="default" loading={task.busy} disabled={!changed}>
          {t('safety.backups.save')}
        </Button>
        <span role="status" className={classes.good}>
          {task.done && !changed && t('safety.backups.saved')}
        </span>
      </div>
      {task.problem && (
        <div className={classes.wide}>
          <ProblemNote problem={task.problem} />
        </div>
      )}
    </form>
  );
}
