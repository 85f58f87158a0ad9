import type { SyncPorts } from './ports.ts';

/** Rung by one, waited for by others. A ring that nobody heard is remembered for the next who waits. */
export class Bell {
  #pending = false;
  #controller = new AbortController();

  ring(): void {
    this.#pending = true;
    this.#controller.abort();
    this.#controller = new AbortController();
  }

  /** Raised at the next ring. */
  next(): AbortSignal {
    return this.#controller.signal;
  }

  /** @throws the signal's reason when that comes first */
  async rung(signal: AbortSignal): Promise<void> {
    if (!this.#pending) await raised(AbortSignal.any([signal, this.next()]));
    if (signal.aborted) throw signal.reason;
    this.#pending = false;
  }
}

/** @throws the signal's reason when that comes first */
export function pause(milliseconds: number, ports: Pick<SyncPorts, 'after'>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const abort = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = ports.after(milliseconds, () => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
    signal.addEventListener('abort', abort, { once: true });
  });
}

function raised(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Never resolves. @throws the signal's reason when it is raised */
export async function untilAborted(signal: AbortSignal): Promise<never> {
  await raised(signal);
  throw signal.reason;
}
