import { parentPort, workerData } from 'node:worker_threads';
import { openFonts } from '../fonts.ts';
import type { RegisterFoot, RegisterHead, RegisterLine, RegisterRow } from './content.ts';
import { createRegisterWriter, type RegisterWriter } from './writer.ts';

/** To the worker: first the head with rows to judge the columns by, then rows, then the foot. */
export type ToWorker =
  | { head: RegisterHead; sample: RegisterRow[] }
  | { rows: RegisterLine[] }
  | { foot: RegisterFoot };

/** From the worker: so many rows are set; the file. */
export type FromWorker = { done: number } | { pdf: Uint8Array; pages: number };

/** A register is set in a thread of its own, so that whoever registers papers meanwhile does not wait for it. */
const port = parentPort!;
const fonts = openFonts((workerData as { fontsFolder: string }).fontsFolder);
let writer: RegisterWriter | undefined;
let done = 0;

port.on('message', (message: ToWorker) => {
  if ('head' in message) writer = createRegisterWriter(message.head, message.sample, fonts);
  else if ('rows' in message) {
    writer?.add(message.rows);
    done += message.rows.length;
    port.postMessage({ done } satisfies FromWorker);
  } else {
    writer?.end(message.foot).then(({ pdf, pages }) => {
      // A copy of exactly these bytes can change hands instead of being copied again.
      const bytes = new Uint8Array(pdf);
      port.postMessage({ pdf: bytes, pages } satisfies FromWorker, [bytes.buffer]);
    });
  }
});
