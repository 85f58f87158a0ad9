import type { Log, PrinterInfo, PrintJob } from '../office/ports.ts';

/** What only the shell can do for the office, called from the office's process. */
export type ShellServices = {
  wrap(secret: Uint8Array): Promise<Uint8Array>;
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
  listPrinters(): Promise<PrinterInfo[]>;
  print(job: PrintJob): Promise<void>;
  chooseFolder(): Promise<string>;
};

export type Start = {
  profile: string;
  assets: string;
  /** Whether the system has a vault, and a way to print. */
  vault: boolean;
  printing: boolean;
  /** A registry for demo offices on this computer; '' for none. */
  registry: string;
};

/** Errors do not cross processes whole: what is left of them is plain data. */
export type Failure = { message: string; printCode?: 'printerMissing' | 'printFailed' };

export type Answer = { id: number; value: unknown } | { id: number; failure: Failure };

export type Call = { id: number; service: keyof ShellServices; input: unknown[] };

/** Shell to office. A `page` message carries the port of a page, a `child` message the port of the child asked for. */
export type ToOffice =
  | { start: Start }
  | { page: true }
  | { child: number }
  | { childEnded: number }
  | { answer: Answer }
  | { lock: true }
  | { close: true };

/** Office to shell. Children are counted by the office. */
export type FromOffice = { call: Call } | { log: Parameters<Log> } | { startChild: number } | { endChild: number };
