import { randomUUID } from 'node:crypto';
import { ProblemError } from '../problem-error.ts';

type Upload = { number: string; name: string; bytes: Buffer };

type Begun = Upload & { received: number };

/** More at once than anybody drops at a time; the oldest one gives way. */
const MOST_AT_ONCE = 4;

/** Files on their way from the page, held until they are whole. */
export function createUploads(largest: number) {
  const begun = new Map<string, Begun>();
  const known = (id: string): Begun => {
    const upload = begun.get(id);
    if (!upload) throw new ProblemError('uploadGone');
    return upload;
  };

  return {
    /** @throws ProblemError `scanEmpty`, `scanTooLarge` */
    begin({ number, name, bytes }: { number: string; name: string; bytes: number }): string {
      if (bytes === 0) throw new ProblemError('scanEmpty');
      if (bytes > largest) throw new ProblemError('scanTooLarge', { limit: { bytes: largest } });
      const id = randomUUID();
      if (begun.size >= MOST_AT_ONCE) begun.delete(begun.keys().next().value!);
      begun.set(id, { number, name, bytes: Buffer.alloc(bytes), received: 0 });
      return id;
    },
    /** The next stretch; one that came before is taken again. @throws ProblemError `uploadGone` */
    add(id: string, offset: number, data: Uint8Array): void {
      const upload = known(id);
      if (offset > upload.received || offset + data.length > upload.bytes.length) throw new ProblemError('uploadGone');
      upload.bytes.set(data, offset);
      upload.received = Math.max(upload.received, offset + data.length);
    },
    /** The whole file; it is kept until `done`. @throws ProblemError `uploadGone` also when a stretch is missing */
    whole(id: string): Upload {
      const { received, ...upload } = known(id);
      if (received !== upload.bytes.length) throw new ProblemError('uploadGone');
      return upload;
    },
    done: (id: string) => void begun.delete(id),
  };
}
