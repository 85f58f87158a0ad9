import { useSyncExternalStore } from 'react';
import type { z } from 'zod';
import { REGISTER_PIECE, type RegisterState, type registerRequestSchema } from '../../shared/contract/registers.ts';
import type { WordKey } from '../../shared/words/words.ts';
import { office } from '../client/connection.ts';
import { follow } from '../client/follow.ts';
import { transport } from '../client/pause.ts';
import { bytesOf } from '../talon/pdf-file.ts';

/** The register that this window has asked for last: how far it is, and the file once it was fetched. */
export type RegisterWork = { id: string; of: 'journal' | 'control'; state: RegisterState; pdf?: Uint8Array };

let work: RegisterWork | undefined;
let end = new AbortController();
const listeners = new Set<() => void>();

/** The one register of this window, on whatever screen the clerk goes on with. */
export function useRegister(): RegisterWork | undefined {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => work,
  );
}

function become(next: RegisterWork | undefined): void {
  work = next;
  for (const listener of [...listeners]) listener();
}

/** Begins a register; one that was there before is let go. Rejects when the office refuses. */
export async function startRegister(request: z.input<typeof registerRequestSchema>): Promise<void> {
  dropRegister();
  const { of = 'journal' } = request;
  const { signal } = end;
  const { id } = await office.registers.start(request);
  // Another was begun before the office had answered.
  if (signal.aborted) return letGo(id);
  become({ id, of, state: { phase: 'making', done: 0, total: 0 } });
  void follow({
    subscribe: (one) => office.registers.watch({ id }, { signal: one }),
    onValue: (state) => work?.id === id && become({ ...work, state }),
    onProblem: ({ code }) => work?.id === id && become({ id, of, state: { phase: 'failed', problem: code } }),
    ...transport,
    signal,
  });
}

/** Gives up or lets go of the register. */
export function dropRegister(): void {
  end.abort();
  end = new AbortController();
  const id = work?.id;
  become(undefined);
  if (id !== undefined) letGo(id);
}

/** What cannot be told to the office now, it forgets by itself when newer ones come. */
function letGo(id: string): void {
  office.registers.cancel({ id }).catch(() => undefined);
}

/** The file of a register that is ready, fetched piece by piece once. Rejects with a problem. */
export async function registerFile({ id, state, pdf }: RegisterWork): Promise<Uint8Array> {
  if (pdf) return pdf;
  if (state.phase !== 'ready') throw new Error('the register is not ready');
  const file = new Uint8Array(state.bytes);
  for (let offset = 0; offset < file.length; offset += REGISTER_PIECE) {
    const piece = await office.registers.piece({ id, offset, limit: REGISTER_PIECE });
    file.set(bytesOf(piece.pdf), offset);
  }
  if (work?.id === id) become({ ...work, pdf: file });
  return file;
}

/** What is said of a register, and of the daily control list. */
export const registerWords = {
  journal: {
    title: 'register.title',
    making: 'register.making',
    ready: 'register.ready',
    back: 'register.back',
    file: 'register.file',
    sent: 'register.sent',
  },
  control: {
    title: 'control.register.title',
    making: 'control.register.making',
    ready: 'control.register.ready',
    back: 'control.register.back',
    file: 'control.register.file',
    sent: 'control.register.sent',
  },
} as const satisfies Record<RegisterWork['of'], Record<string, WordKey>>;

/** Prints it on the desk's printer of sheets. */
export async function printRegister({ id }: RegisterWork) {
  await office.registers.print({ id });
}
