import { Button, CloseButton, Progress } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { CardScan } from '../../shared/contract/scans.ts';
import { office } from '../client/connection.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { sizeWord } from '../parts/size-words.ts';
import { useWords } from '../words.tsx';
import { ScanView } from './scan-view.tsx';
import classes from './scans.module.css';
import { Thumbnail } from './thumbnail.tsx';
import { type Adding, useAdding } from './use-adding.ts';

/** The files of a paper: thumbnails, and ways to add more: choose, drop anywhere on the card, paste. */
export function Scans({ number, scans, readOnly }: { number: string; scans: readonly CardScan[]; readOnly: boolean }) {
  const { t } = useWords();
  const [opened, setOpened] = useState<CardScan>();
  return (
    <section className={classes.block}>
      <h2 className={classes.title}>{t('scans.title')}</h2>
      {scans.length > 0 && (
        <ul className={classes.list}>
          {scans.map((scan) => (
            <li key={scan.sha256}>
              <button type="button" className={classes.scan} onClick={() => setOpened(scan)} title={scan.name}>
                <Thumbnail scan={scan} />
                <span className={classes.name}>{scan.name}</span>
                <Below scan={scan} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {!readOnly && <AddScans number={number} />}
      {opened && <ScanView scan={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

function Below({ scan: { bytes, here } }: { scan: CardScan }) {
  const speech = useWords();
  return <span className={classes.size}>{here ? sizeWord(speech, bytes) : speech.t('scans.away')}</span>;
}

function AddScans({ number }: { number: string }) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { list, add, retry, remove, over } = useAdding(number);
  const endings = useEndings();
  return (
    <div className={classes.add} data-over={over || undefined}>
      {list.map((one) => (
        <AddingRow key={one.id} one={one} onRetry={() => void retry(one)} onRemove={() => remove(one.id)} />
      ))}
      <Button
        variant="default"
        leftSection={<IconPaperclip size={16} aria-hidden />}
        onClick={() => input.current?.click()}
      >
        {t('scans.add')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={endings}
        aria-label={t('scans.add')}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          void add(files);
        }}
      />
      <p className={classes.note}>{t(over ? 'scans.drop' : 'scans.hint')}</p>
    </div>
  );
}

/** Which files the system's own dialog offers first. Whatever is chosen, the office looks at what is in it. */
function useEndings(): string {
  const [endings, setEndings] = useState('');
  useEffect(() => {
    const end = new AbortController();
    office.scans.limits(undefined, { signal: end.signal }).then(
      ({ types }) =>
        setEndings(
          Object.values(types)
            .flatMap((all) => all.map((one) => `.${one}`))
            .join(),
        ),
      () => undefined, // then it offers all
    );
    return () => end.abort();
  }, []);
  return endings;
}

function AddingRow({ one, onRetry, onRemove }: { one: Adding; onRetry: () => void; onRemove: () => void }) {
  const { t } = useWords();
  const { file, share, problem } = one;
  if (!problem)
    return (
      <div className={classes.adding}>
        <span className={classes.name}>{file.name}</span>
        <Progress value={share * 100} aria-label={t('scans.sending', { name: file.name })} />
      </div>
    );
  return (
    <div className={classes.adding}>
      <div className={classes.refused}>
        <span className={classes.name}>{t('scans.refused', { name: file.name })}</span>
        <CloseButton size="sm" onClick={onRemove} aria-label={t('scans.putAway', { name: file.name })} />
      </div>
      <ProblemNote problem={problem} {...(problem.retryable && { onRetry })} />
    </div>
  );
}
