import { Button, CloseButton, Group, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import type { CardScan } from '../../shared/contract/scans.ts';
import { problemOf } from '../client/problem.ts';
import { useLive } from '../client/use-live.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { saveFile } from '../parts/save-file.ts';
import { useWords } from '../words.tsx';
import { canDraw, drawScan } from './draw-scan.ts';
import classes from './scans.module.css';
import { paint } from './thumbnail.tsx';
import { readScan } from './transfer.ts';

/** Of a drawn page, in pixels of the screen: no file decides how much memory it takes. */
const MOST = { width: 1_600, height: 2_400 };

/** A scan over the card: its pages, and a way to save it. */
export function ScanView({ scan, onClose }: { scan: CardScan; onClose: () => void }) {
  const { t } = useWords();
  const [file, setFile] = useState<Blob>();
  const [problem, setProblem] = useState<Problem>();
  /** Another object is another attempt. */
  const [wanted, setWanted] = useState(scan);
  /** How much of it has come; none while the office fetches it. */
  const [share, setShare] = useState<number>();
  const { name } = scan;
  useEffect(() => {
    const end = new AbortController();
    setProblem(undefined);
    setShare(undefined);
    readScan(wanted, end.signal, (part) => !end.signal.aborted && setShare(part)).then(
      (read) => !end.signal.aborted && setFile(read),
      (error: unknown) => !end.signal.aborted && setProblem(problemOf(error)),
    );
    return () => end.abort();
  }, [wanted]);
  return (
    <Dialog label={name} onClose={onClose} size="auto" padding="md">
      <div className={classes.viewHead}>
        <h1 className={classes.viewName}>{name}</h1>
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!file}
            onClick={() => file && saveFile(file, name)}
          >
            {t('scans.save')}
          </Button>
          <CloseButton onClick={onClose} aria-label={t('app.help.close')} />
        </Group>
      </div>
      {problem && <ProblemNote problem={problem} onRetry={() => setWanted({ ...scan })} />}
      {!file && !problem && <Coming scan={scan} share={share} onCancel={onClose} />}
      {file && <Pages file={file} name={name} />}
    </Dialog>
  );
}

type ComingProps = { scan: CardScan; share: number | undefined; onCancel: () => void };

/** The file is on its way: to this page, or first to the office. What has come of one that the registry has stays, and goes on from there another time. */
function Coming({ scan: { name, sha256, here }, share, onCancel }: ComingProps) {
  const { t } = useWords();
  const isOpening = here || share !== undefined;
  return (
    <div className={classes.coming}>
      <p role="status" className={classes.note}>
        {t(isOpening ? 'scans.opening' : 'scans.fetching')}
      </p>
      {isOpening ? (
        <ComingBar label={t('scans.coming', { name })} share={share} />
      ) : (
        <Arriving name={name} sha256={sha256} />
      )}
      <Button variant="default" onClick={onCancel}>
        {t('scans.doNotWait')}
      </Button>
    </div>
  );
}

function Arriving({ name, sha256 }: Pick<CardScan, 'name' | 'sha256'>) {
  const { t } = useWords();
  const { value } = useLive((client, signal) => client.scans.arrival({ sha256 }, { signal }), [sha256]);
  return <ComingBar label={t('scans.arriving', { name })} share={value?.share} />;
}

function ComingBar({ label, share }: { label: string; share: number | undefined }) {
  const { t } = useWords();
  if (share === undefined) return null;
  const percent = Math.floor(share * 100);
  return (
    <div className={classes.comingBar}>
      <Progress value={percent} aria-label={label} />
      <span className="figures">{t('scans.percent', { percent })}</span>
    </div>
  );
}

function Pages({ file, name }: { file: Blob; name: string }) {
  const { t } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [page, setPage] = useState(1);
  const [pages, setPages] = useState(1);
  const [failed, setFailed] = useState(!canDraw(file.type));
  useEffect(() => {
    if (!canDraw(file.type)) return;
    let ended = false;
    drawScan(file, MOST, page).then(
      (drawn) => {
        if (ended || !canvas.current) return;
        setPages(drawn.pages);
        paint(canvas.current, drawn.picture, window.devicePixelRatio > 1 ? 2 : 1);
      },
      () => !ended && setFailed(true),
    );
    return () => {
      ended = true;
    };
  }, [file, page]);
  if (failed) return <p className={classes.note}>{t('scans.notShown')}</p>;
  return (
    <>
      {pages > 1 && (
        <Group gap="xs" mb="xs">
          <Button variant="default" disabled={page === 1} onClick={() => setPage(page - 1)}>
            {t('scans.previous')}
          </Button>
          <span className="figures">{t('scans.page', { page, pages })}</span>
          <Button variant="default" disabled={page === pages} onClick={() => setPage(page + 1)}>
            {t('scans.next')}
          </Button>
        </Group>
      )}
      <canvas ref={canvas} width={0} height={0} className={classes.page} role="img" aria-label={name} />
    </>
  );
}
