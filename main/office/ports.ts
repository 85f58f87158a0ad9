/** What the office needs from its host. The office never imports `electron` nor reads the clock by itself. */
export type OfficePorts = {
  /** Folder that holds the profile: store, mark, key, scans. Belongs to the machine, not to an account. */
  profile: string;
  /** Folder `assets/` of the program. */
  assets: string;
  /** A name for this computer that a copied folder does not take along. */
  machine: string;
  /** Name of the account that is signed in: its vault is one of the ways to the key. */
  account: string;
  /**
   * Keeps every other program from this profile until it is let go; undefined while another one has it. Two accounts of a
   * computer share a profile, not at the same time.
   */
  holdProfile: () => (() => void) | undefined;
  /** Wall clock, milliseconds since 1970. */
  now: () => number;
  /** The operating system's vault; undefined where there is none: a passphrase is asked for then. */
  vault: Vault | undefined;
  /** Undefined where the host cannot print: the page then offers the browser's own print. */
  printing: Printing | undefined;
  /** Asks by the system's own dialog for a folder, say on a stick; '' for none. Absent where the host has no screen: the path is typed then. */
  chooseFolder?: () => Promise<string>;
  /** Starts the office's child (safety/child.ts) in a process of its own: it may meet a damaged file and end. */
  startChild: () => Child;
  /**
   * Address of a registry on this computer that answers demo offices by itself (registry/embedded); the demo then works with it. It may
   * have moved since the demo was made.
   */
  demoRegistry?: string | undefined;
  log: Log;
};

/** A process that talks by messages (plain data). */
export type Child = {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however it ended. */
  onEnd(listener: () => void): void;
  /** Ends it at once. */
  end(): void;
};

/** Wraps small secrets for the account that is signed in (Electron's `safeStorage`). */
export type Vault = {
  wrap(secret: Uint8Array): Promise<Uint8Array>;
  /** Rejects when the vault no longer knows the secret, e.g. after a forced reset of the account's password. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
};

export type PrinterInfo = { name: string; description: string; isDefault: boolean };

export type PrintJob = {
  pdf: Uint8Array;
  /** Printer's name, or '' for the system's default. */
  printer: string;
  /** Title in the queue; carries no personal data. */
  title: string;
  widthMm: number;
  heightMm: number;
};

export type Printing = {
  list(): Promise<PrinterInfo[]>;
  /** Rejects with `PrintError`; resolves when the system's queue has taken the job. */
  print(job: PrintJob): Promise<void>;
};

/** Why a job did not reach the queue. */
export class PrintError extends Error {
  readonly code: 'printerMissing' | 'printFailed';
  constructor(code: 'printerMissing' | 'printFailed', message: string) {
    super(message);
    this.name = 'PrintError';
    this.code = code;
  }
}

/** Messages carry no personal data: numbers and codes only. */
export type Log = (level: 'info' | 'warning' | 'error', message: string, details?: Record<string, unknown>) => void;
