import type { Report } from '../../store/care/check.ts';
import { type StoreErrorCode, toStoreError } from '../../store/errors.ts';

/** A file copied as it is, or everything in a folder that the other has not yet. */
type Copy = { from: string; to: string };

/** What the office has its child do. Keys are 64 hexadecimal digits: they cross every kind of channel. */
export type Tasks = {
  /**
   * Whether the store in a folder is sound, before the office opens it. A sound one is closed in order, any other is left as it was
   * found. A WAL that breaks off before its end is copied to the folder `aside` first (`walAside`).
   */
  check: {
    input: { folder: string; key: string; thorough: boolean; aside: string };
    result: Report & { walAside: boolean };
  };
  /** Builds the documents of `from` anew in the empty folder `to`. */
  mend: {
    input: {
      from: string;
      to: string;
      key: string;
      /** The key of the new store; `key` when it stays. */
      newKey: string;
      /** `sound`: everything has to be readable. `readable`: what is not is left out. */
      take: 'sound' | 'readable';
      /** Leave out the papers of which the store keeps no more than a stub. */
      purge: boolean;
      /** A whole backup of the same office, which fills in what is missing. */
      backup?: { folder: string; blobs: string };
      assets: string;
    };
    result: { papers: number; lost: string[]; added: number };
  };
  /** Copies files in this order. */
  copyFiles: { input: { files: Copy[] }; result: Record<string, never> };
  /**
   * Copies the blobs that the backup lacks and reads back what no earlier backup names (`lists`), then opens the copied database and
   * reads all of it. `blobs`: those that the backup has.
   */
  backUp: {
    input: { folder: string; key: string; blobs: Copy; lists: string[] };
    result: { papers: number; damage: Report['damage']; bytes: number; blobs: string[] };
  };
  /** Opens a copy and reads every document in it. */
  verify: { input: { folder: string; key: string }; result: { papers: number; damage: Report['damage'] } };
};
export type TaskName = keyof Tasks;

/** What one task does; it tells how far it is. */
export type Serve<Name extends TaskName> = (
  input: Tasks[Name]['input'],
  progress: (done: number, total: number) => void,
) => Promise<Tasks[Name]['result']>;

export function isTask(name: string): name is TaskName {
  return ['check', 'mend', 'copyFiles', 'backUp', 'verify'].includes(name);
}

export type ToChild = { [Name in TaskName]: { id: number; task: Name; input: Tasks[Name]['input'] } }[TaskName];

export type FromChild =
  | { id: number; progress: { done: number; total: number } }
  | { id: number; result: unknown }
  | { id: number; failure: Failure };

type Failure = { code: StoreErrorCode; message: string };

/** Errors do not cross processes whole: what is left of them is plain data. */
export function asFailure(error: unknown): Failure {
  const { code, message } = toStoreError(error);
  // RxDB puts whole documents into its messages.
  const rxdb = (error as { rxdb?: unknown; code?: unknown }).rxdb
    ? `RxDB ${String((error as { code?: unknown }).code)}`
    : undefined;
  return { code, message: rxdb ?? message };
}
