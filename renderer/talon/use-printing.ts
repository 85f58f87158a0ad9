import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import type { TalonFormatName } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { printByBrowser } from './browser-print.ts';

export type PrintingState = {
  /** Whether the office prints by itself; undefined until it has said so. */
  able?: boolean;
  state: 'idle' | 'busy' | 'sent' | 'opened';
  problem?: Problem;
};

type Talon = { number: string; format: TalonFormatName; pdf: Uint8Array | undefined; title: string };

/** Brings a talon to paper: by the office where it has a printer, else by the browser's own print. */
export function usePrinting({ number, format, pdf, title }: Talon) {
  const [printing, setPrinting] = useState<PrintingState>({ state: 'idle' });
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

  const become = (state: PrintingState['state'], problem?: Problem) =>
    setPrinting(({ able }) => ({ ...(able !== undefined && { able }), state, ...(problem && { problem }) }));

  const openPrintWindow = async () => {
    if (!pdf || printing.state === 'busy') return;
    become('busy');
    try {
      await printByBrowser(pdf, title);
      become('opened');
    } catch (error) {
      become('idle', problemOf(error));
    }
  };
  const print = async () => {
    if (!pdf || printing.state === 'busy') return;
    if (!printing.able) return openPrintWindow();
    become('busy');
    try {
      await office.talons.print({ number, format });
      become('sent');
    } catch (error) {
      become('idle', problemOf(error));
    }
  };
  return { printing, print, openPrintWindow };
}
