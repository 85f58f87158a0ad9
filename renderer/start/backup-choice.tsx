import { Button, Radio, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import type { BackupInfo } from '../../shared/contract/safety.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { hereZone } from '../parts/here-zone.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { sizeWord } from '../parts/size-words.ts';
import { useWords } from '../words.tsx';
import classes from './start.module.css';

type Props = {
  known: BackupInfo[];
  /** It is what helps best. */
  first?: boolean;
};

/** Which backup takes the office's place: those that are known here, or those in a folder that is typed or pasted. */
export function BackupChoice({ known, first = true }: Props) {
  const { t } = useWords();
  const [found, setFound] = useState<BackupInfo[]>();
  const [chosen, setChosen] = useState<string>();
  const list = found ?? known;
  const backup = list.find(({ id }) => id === chosen) ?? list[0];
  return (
    <div className={classes.backups}>
      {list.length === 0 && found && <p className={classes.lead}>{t('start.backups.none')}</p>}
      {list.length > 0 && (
        <Radio.Group
          label={t('start.backups.choose')}
          value={backup?.id ?? ''}
          onChange={setChosen}
          classNames={{ root: classes.backupList ?? '' }}
        >
          {list.map((one) => (
            <BackupRow key={one.id} backup={one} />
          ))}
        </Radio.Group>
      )}
      {backup && <Restore key={backup.id} backup={backup} first={first} />}
      <OtherFolder onFound={setFound} />
    </div>
  );
}

function BackupRow({ backup: { id, at, papers, bytes, place, verified } }: { backup: BackupInfo }) {
  const words = useWords();
  const { t, formatInstant } = words;
  const facts = [
    t('start.backups.papers', { count: papers }),
    sizeWord(words, bytes),
    t(`start.backups.place.${place}`),
    t(verified ? 'start.backups.verified' : 'start.backups.unverified'),
  ];
  return (
    <Radio
      value={id}
      label={formatInstant(at, hereZone())}
      description={facts.join(' · ')}
      classNames={{ root: classes.backup ?? '', label: classes.backupAt ?? '' }}
    />
  );
}

/** Asks once more: what was registered after the backup is not in it. */
function Restore({ backup, first }: { backup: BackupInfo; first: boolean }) {
  const { t, formatInstant } = useWords();
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const restore = async () => {
    setBusy(true);
    setProblem(undefined);
    await office.office.restore({ backup: backup.id }).catch((error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  if (!sure)
    return (
      <div>
        <Button variant={first ? 'filled' : 'default'} onClick={() => setSure(true)}>
          {t('start.backups.restore')}
        </Button>
      </div>
    );
  return (
    <div className={classes.sure}>
      <p className={classes.sureText}>{t('start.backups.sure', { at: formatInstant(backup.at, hereZone()) })}</p>
      {problem && <ProblemNote problem={problem} />}
      <div className={classes.actions}>
        <Button onClick={() => void restore()} loading={busy}>
          {t('start.backups.yes')}
        </Button>
        <Button variant="default" onClick={() => setSure(false)} disabled={busy} autoFocus>
          {t('start.backups.no')}
        </Button>
      </div>
    </div>
  );
}

function OtherFolder({ onFound }: { onFound: (backups: BackupInfo[]) => void }) {
  const { t } = useWords();
  const [folder, setFolder] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const look = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    await office.office
      .backupsIn({ folder: folder.trim() })
      .then(onFound, (error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  return (
    <form onSubmit={(event) => void look(event)} className={classes.folder}>
      <TextInput
        label={t('start.backups.folder')}
        placeholder={t('start.backups.folderHint')}
        value={folder}
        onChange={(event) => setFolder(event.currentTarget.value)}
        spellCheck={false}
        autoComplete="off"
      />
      <Button type="submit" variant="default" loading={busy} disabled={folder.trim() === ''}>
        {t('start.backups.look')}
      </Button>
      {problem && (
        <div className={classes.folderProblem}>
          <ProblemNote problem={problem} />
        </div>
      )}
    </form>
  );
}
