import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { BundleReader, Bundles, BundleTaken } from '../../shared/contract/bundles.ts';
import { office } from '../client/connection.ts';
import { useLive } from '../client/use-live.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { sizeWord } from '../parts/size-words.ts';
import { useTask } from '../safety/use-task.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { AsideList } from './documents-parts.tsx';
import classes from './exchange.module.css';

/** Papers on a stick, where there is no network: written for the registry or another desk, and taken in. */
export function SticksPart() {
  const { t } = useWords();
  const bundles = useLive((client, signal) => client.bundles.watch(undefined, { signal }), []).value;
  const [folder, setFolder] = useState('');
  if (!bundles || bundles.readers.length === 0) return null;
  return (
    <Part title={t('exchange.sticks.title')} what={t('exchange.sticks.what')}>
      <div className={classes.form}>
        <TextInput
          label={t('exchange.sticks.folder')}
          description={t('exchange.sticks.folderHint')}
          value={folder}
          onChange={({ currentTarget }) => setFolder(currentTarget.value)}
        />
      </div>
      <Making bundles={bundles} folder={folder.trim()} />
      <TakingIn key={folder.trim()} bundles={bundles} folder={folder.trim()} />
      {bundles.troubles.length > 0 && <AsideList aside={bundles.troubles} />}
    </Part>
  );
}

function Making({ bundles: { readers, work }, folder }: { bundles: Bundles; folder: string }) {
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
          onChange={({ currentTarget }) => setReader(currentTarget.value)}
          data={readers.map((one) => ({ value: one.site, label: nameOf(one) }))}
        />
        <Checkbox
          label={t('exchange.sticks.scans')}
          checked={withScans}
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
                {name}{' '}
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
  const brought = { added: papers.added, grown: papers.grown, files };
  return (
    <>
      {from === '' ? t('exchange.sticks.fromRegistry') : t('exchange.sticks.from', { from })}{' '}
      {papers.added + papers.grown + files === 0
        ? t('exchange.sticks.nothingNew')
        : t('exchange.sticks.taken', brought)}{' '}
      {aside > 0 && t('exchange.sticks.aside', { count: aside })}
    </>
  );
}
