import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import type { PrintFormat } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { printByBrowser } from './browser-print.ts';
import { bytesOf, savePdf } from './pdf-file.ts';
import { jobsOf, type PrintJob, printInTurn } from './print-jobs.ts';
import { noteUnprinted } from './unprinted.ts';

export type PrintingState = {
  /** Whether the office prints by itself; undefined until it has said so. */
  able?: boolean;
  state: 'idle' | 'busy' | 'sent' | 'opened';
  /** How often something left for paper since this began. */
  prints: number;
  problem?: Problem;
  /** What the office has not printed yet of what was asked for last; something in it only beside a `problem`. */
  left: readonly PrintJob[];
};

type Wanted = PrintJob & {
  title: (format: PrintFormat) => string;
  /** Print a label along with a talon, where the office prints by itself. */
  withLabel: boolean;
};

/**
 * Brings a talon or a label to paper: by the office where it has a printer, else by the browser's own print, or as a file. The office
 * puts each on record, and gives the page what is to be printed: the original, or a duplicate.
 */
export function usePrinting({ number, format, title, withLabel }: Wanted) {
  const [printing, setPrinting] = useState<PrintingState>({ state: 'idle', prints: 0, left: [] });
  const onScreen = useRef(false);
  const busy = useRef(false);
  useEffect(() => {
    onScreen.current = true;
    void isAble().then((able) => onScreen.current && setPrinting((before) => ({ ...before, able })));
    return () => {
      onScreen.current = false;
    };
  }, []);

  const become = (
    state: PrintingState['state'],
    { printed = 0, problem, left = [] }: { printed?: number; problem?: Problem; left?: readonly PrintJob[] },
  ) =>
    setPrinting(({ able, prints }) => ({
      ...(able !== undefined && { able }),
      state,
      prints: prints + printed,
      left,
      ...(problem && { problem }),
    }));
  const attempt = async (
    done: PrintingState['state'],
    jobs: readonly PrintJob[],
    print: (job: PrintJob) => Promise<void>,
  ) => {
    // The state is drawn a moment later than a second press may come.
    if (busy.current) return;
    busy.current = true;
    become('busy', {});
    const { printed, left, error } = await printInTurn(jobs, print);
    busy.current = false;
    if (left.length === 0) become(done, { printed });
    else if (onScreen.current) become('idle', { printed, left, problem: problemOf(error) });
    else noteUnprinted(number);
  };
  const issued = async (job: PrintJob, way: 'window' | 'file') =>
    bytesOf((await office.talons.issue({ ...job, way })).pdf);

  const open = (jobs: readonly PrintJob[]) =>
    attempt('opened', jobs, async (job) => printByBrowser(await issued(job, 'window'), title(job.format)));
  const keep = (jobs: readonly PrintJob[]) =>
    attempt('idle', jobs, async (job) => savePdf(await issued(job, 'file'), title(job.format)));
  const send = (jobs: readonly PrintJob[]) => attempt('sent', jobs, (job) => office.talons.print(job));
  const shown = { number, format };
  const { able, left } = printing;
  return {
    printing,
    print: async () => ((able ?? (await isAble())) ? send(jobsOf(shown, withLabel)) : open([shown])),
    save: () => keep([shown]),
    /** What is left of what failed: tried again, or brought to paper in another way. */
    rest: {
      print: () => (able ? send(left) : open(left)),
      save: () => keep(left),
      // A browser opens one print window at a time.
      openPrintWindow: () => open(left.slice(0, 1)),
    },
  };
}

/** Whether the office has printers. */
function isAble(): Promise<boolean> {
  return office.talons.printers().then(
    (printers) => printers.able,
    () => false,
  );
}
