import { Button } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconPrinter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { useKeys } from '../frame/use-keys.ts';
import { PageTurns } from '../parts/page-turns.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { savePdf } from '../talon/pdf-file.ts';
import { PdfPreview } from '../talon/pdf-preview.tsx';
import { useWords } from '../words.tsx';
import classes from './register.module.css';
import { printRegister, type RegisterWork, registerFile, registerWords, useRegister } from './register-work.ts';

/** A register that is ready: its pages as they print, and the ways to paper. */
export function RegisterScreen() {
  const { t } = useWords();
  const work = useRegister();
  return (
    <Screen full title={t(registerWords[work?.of ?? 'journal'].title)} aside={<Back of={work?.of ?? 'journal'} />}>
      {work?.state.phase === 'ready' ? (
        <Ready key={work.id} work={work} pages={work.state.pages} />
      ) : (
        <p className={classes.hint}>{t('register.none')}</p>
      )}
    </Screen>
  );
}

function Back({ of }: Pick<RegisterWork, 'of'>) {
  const { t } = useWords();
  const navigate = useNavigate();
  const back = () => void navigate({ to: of === 'control' ? '/control' : '/papers' });
  useKeys({ Escape: back });
  return (
    <Button variant="subtle" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={back}>
      {t(registerWords[of].back)}
    </Button>
  );
}

function Ready({ work, pages }: { work: RegisterWork; pages: number }) {
  const { t, formatNumber } = useWords();
  const [page, setPage] = useState(1);
  const [able, setAble] = useState<boolean>();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [pdf, setPdf] = useState(work.pdf);
  useEffect(() => {
    registerFile(work).then(setPdf, (error: unknown) => setProblem(problemOf(error)));
    office.talons.printers().then(
      (printers) => setAble(printers.able),
      () => setAble(false),
    );
  }, [work]);
  const print = async () => {
    if (!able || busy) return;
    setBusy(true);
    setSaid(false);
    setProblem(undefined);
    try {
      await printRegister(work);
      setSaid(true);
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  const save = () => pdf && savePdf(pdf, t(registerWords[work.of].file));
  useKeys({ 'Ctrl+P': () => void (able ? print() : save()) });
  return (
    <>
      <div className={classes.actions}>
        <PageTurns page={page} pages={pages} onPage={setPage} />
        <span className={classes.ways}>
          {said && <span role="status">{t(registerWords[work.of].sent)}</span>}
          {able === false && <span className={classes.hint}>{t('register.unable')}</span>}
          {able && (
            <Button
              leftSection={<IconPrinter size={16} aria-hidden />}
              rightSection={<kbd>Ctrl P</kbd>}
              disabled={busy}
              onClick={() => void print()}
            >
              {t('register.print')}
            </Button>
          )}
          <Button
            variant={able ? 'default' : 'filled'}
            leftSection={<IconDownload size={16} aria-hidden />}
            disabled={!pdf}
            onClick={save}
          >
            {t('register.save')}
          </Button>
        </span>
      </div>
      {problem && <ProblemNote problem={problem} />}
      {pdf && (
        <div className={classes.pages}>
          <PdfPreview
            pdf={pdf}
            page={page}
            label={t('register.page', { page: formatNumber(page), pages: formatNumber(pages) })}
          />
        </div>
      )}
    </>
  );
}
