import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import type { PrintFormat } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { printByBrowser } from './browser-print.ts';
import { bytesOf, savePdf } from './pdf-file.ts';

export type PrintingState = {
  /** Whether the office prints by itself; undefined until it has said so. */
  able?: boolean;
  state: 'idle' | 'busy' | 'sent' | 'opened';
  /** How often something left for paper since this began. */
  prints: number;
  problem?: Problem;
};

type Wanted = {
  number: string;
  format: PrintFormat;
  title: string;
  /** Print a label along with a talon, where the office prints by itself. */
  withLabel: boolean;
};

/**
 * Brings a talon or a label to paper: by the office where it has a printer, else by the browser's own print, or as a file. The office
 * puts each on record, and gives the page what is to be printed: the original, or a duplicate.
 */
export function usePrinting({ number, format, title, withLabel }: Wanted) {
  const [printing, setPrinting] = useState<PrintingState>({ state: 'idle', prints: 0 });
  useEffect(() => {
    const end = new AbortController();
    const settle = (able: boolean) => {
      if (!end.signal.aborted) setPrinting((before) => ({ ...before, able }));
    };
    office.talons.printers(undefined, { signal: end.signal }).then(
      (printers) => settle(printers.able),
      () => settle(false),
    );
    return () => end.abort();
  }, []);

  const become = (
    state: PrintingState['state'],
    { printed = false, problem }: { printed?: boolean; problem?: Problem },
  ) =>
    setPrinting(({ able, prints }) => ({
      ...(able !== undefined && { able }),
      state,
      prints: printed ? prints + 1 : prints,
      ...(problem && { problem }),
    }));
  const attempt = async (done: PrintingState['state'], task: () => Promise<void>) => {
    if (printing.state === 'busy') return;
    become('busy', {});
    try {
      await task();
      become(done, { printed: true });
    } catch (error) {
      become('idle', { problem: problemOf(error) });
    }
  };
  const issued = async (way: 'window' | 'file') => bytesOf((await office.talons.issue({ number, format, way })).pdf);

  const openPrintWindow = () => attempt('opened', async () => printByBrowser(await issued('window'), title));
  const save = () => attempt('idle', async () => savePdf(await issued('file'), title));
  const print = () => {
    if (!printing.able) return openPrintWindow();
    return attempt('sent', async () => {
      await office.talons.print({ number, format });
      if (withLabel && format !== 'label58') await office.talons.print({ number, format: 'label58' });
    });
  };
  return { printing, print, openPrintWindow, save };
}
