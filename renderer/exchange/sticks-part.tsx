import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BundleReader, Bundles, BundleTaken } from '../../shared/contract/bundles.ts';
import { office } from '../client/connection.ts';
import { useLive } from '../client/use-live.ts';
import { Hint, Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { sizeWord } from '../parts/size-words.ts';
import { useSession } from '../people/session.ts';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { AsideList } from './documents-parts.tsx';
import classes from './exchange.module.css';

/** Papers on a stick, where there is no network: written for the registry or another desk, and taken in. */
export function SticksPart() {
  const { t } = useWords();
  const bundles = useLive((client, signal) => client.bundles.watch(undefined, { signal }), []).value;
  const may = useSession()?.administrator !== false;
  const [typed, setTyped] = useState('');
  const choosing = useTask();
  if (!bundles || bundles.readers.length === 0) return null;
  const choose = async () => {
    const chosen = await office.bundles.chooseFolder();
    if (chosen.folder !== '') setTyped(chosen.folder);
  };
  /** Nothing can be pressed without one. */
  const folder = may ? typed.trim() : '';
  return (
    <Part title={t('exchange.sticks.title')} what={t('exchange.sticks.what')}>
      {!may && <Hint>{t('exchange.sticks.byAdministrator')}</Hint>}
      <div className={classes.folder}>
        <TextInput
          label={t('exchange.sticks.folder')}
          description={bundles.choosesFolder ? undefined : t('exchange.sticks.folderHint')}
          value={typed}
          disabled={!may}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        {bundles.choosesFolder && (
          <Button variant="default" disabled={!may} loading={choosing.busy} onClick={() => void choosing.run(choose)}>
            {t('exchange.sticks.choose')}
          </Button>
        )}
      </div>
      {choosing.problem && <ProblemNote problem={choosing.problem} />}
      <Making bundles={bundles} folder={folder} may={may} />
      <TakingIn key={folder} bundles={bundles} folder={folder} />
      {bundles.troubles.length > 0 && <AsideList aside={bundles.troubles} count={bundles.aside} />}
    </Part>
  );
}

type MakingProps = { bundles: Bundles; folder: string; may: boolean };

function Making({ bundles: { readers, work }, folder, may }: MakingProps) {
  const words = useWords();
  const { t } = words;
  const task = useTask();
  const [reader, setReader] = useState('');
  const [withScans, setWithScans] = useState(true);
  const [made, setMade] = useState('');
  const nameOf = ({ site, name, desk }: BundleReader) => {
    if (site === '') return t('exchange.sticks.registry');
    return desk === '' ? name : t('exchange.sticks.desk', { name, desk });
  };
  const make = async () => {
    const { path, documents, files, leftOut } = await office.bundles.make({ reader, folder, withScans });
    const written = t('exchange.sticks.made', { documents, files, path });
    setMade(leftOut === 0 ? written : `${written} ${t('exchange.sticks.leftOut', { count: leftOut })}`);
  };
  return (
    <>
      <div className={classes.form}>
        <NativeSelect
          label={t('exchange.sticks.reader')}
          value={reader}
          disabled={!may}
          onChange={({ currentTarget }) => setReader(currentTarget.value)}
          data={readers.map((one) => ({ value: one.site, label: nameOf(one) }))}
        />
        <Checkbox
          label={t('exchange.sticks.scans')}
          checked={withScans}
          disabled={!may}
          onChange={({ currentTarget }) => setWithScans(currentTarget.checked)}
        />
      </div>
      {task.problem && <ProblemNote problem={task.problem} />}
      <div className={classes.actions}>
        <Button variant="default" disabled={folder === ''} loading={task.busy} onClick={() => void task.run(make)}>
          {t('exchange.sticks.make')}
        </Button>
        <span role="status" className={classes.quiet}>
          {work?.is === 'making' && t('exchange.sticks.making', { size: sizeWord(words, work.bytes) })}
          {task.done && made}
        </span>
      </div>
    </>
  );
}

type File = { name: string; bytes: number; at: string };

function TakingIn({ bundles: { work }, folder }: { bundles: Bundles; folder: string }) {
  const words = useWords();
  const { t, formatInstant } = words;
  const { zone } = useDirectory().directory.body;
  const looking = useTask();
  const taking = useTask();
  const [files, setFiles] = useState<File[]>();
  const [taken, setTaken] = useState<BundleTaken>();
  const look = () =>
    looking.run(async () => {
      taking.forget();
      setFiles(await office.bundles.filesIn({ folder }));
    });
  const take = (name: string) =>
    taking.run(async () => {
      setTaken(undefined);
      setTaken(await office.bundles.takeIn({ folder, name }));
    });
  const share = work?.is === 'takingIn' && work.total > 0 ? Math.floor((100 * work.done) / work.total) : 0;
  return (
    <>
      {looking.problem && <ProblemNote problem={looking.problem} />}
      <div className={classes.actions}>
        <Button variant="default" disabled={folder === ''} loading={looking.busy} onClick={() => void look()}>
          {t('exchange.sticks.look')}
        </Button>
        {files?.length === 0 && <span className={classes.quiet}>{t('exchange.sticks.none')}</span>}
      </div>
      {files && files.length > 0 && (
        <ul className={classes.list}>
          {files.map(({ name, bytes, at }) => (
            <li key={name} className={classes.file}>
              <span>
                <span className={classes.fileName} title={name}>
                  {name}
                </span>
                <span className={classes.quiet}>
                  {formatInstant(at, zone)}, {sizeWord(words, bytes)}
                </span>
              </span>
              <Button
                size="compact-sm"
                variant="default"
                disabled={taking.busy}
                aria-label={t('exchange.sticks.takeNamed', { name })}
                onClick={() => void take(name)}
              >
                {t('exchange.sticks.take')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {taking.problem && <ProblemNote problem={taking.problem} />}
      <span role="status" className={classes.quiet}>
        {taking.busy && t('exchange.sticks.taking', { share })}
        {taking.done && taken && <TakenWords taken={taken} />}
      </span>
    </>
  );
}

function TakenWords({ taken: { from, papers, records, files } }: { taken: BundleTaken }) {
  const { t } = useWords();
  const aside = papers.aside + records.aside;
  const brought = { added: papers.added, grown: papers.grown, records: records.added + records.grown, files };
  const isNew = brought.added + brought.grown + brought.records + files > 0;
  const nothing = aside > 0 ? t('exchange.sticks.noneTaken') : t('exchange.sticks.nothingNew');
  return (
    <>
      {from === '' ? t('exchange.sticks.fromRegistry') : t('exchange.sticks.from', { from })}{' '}
      {isNew ? t('exchange.sticks.taken', brought) : nothing}{' '}
      {aside > 0 && t('exchange.sticks.aside', { count: aside })}
    </>
  );
}
