import type { Scan } from '../../shared/domain/scan/read-scan.ts';

/**
 * Puts the lines of one code together. As soon as they mean something it is done, and what comes behind is swallowed; what means
 * nothing yet waits for the next line.
 */
export class ScanLines {
  #lines: (readonly string[])[] = [];
  #isDone = true;

  /** @param read what the readings of all lines so far mean; @returns what to do now, if anything */
  add({ readings, follows }: { readings: readonly string[]; follows: boolean }, read: Read): Scan | undefined {
    if (follows && this.#isDone) return undefined;
    this.#lines = follows ? [...this.#lines, readings] : [readings];
    const scan = read(this.#joined());
    this.#isDone = scan.kind !== 'text';
    return this.#isDone ? scan : undefined;
  }

  /** No further line has come: what is left is a text. */
  end(read: Read): Scan | undefined {
    if (this.#isDone) return undefined;
    this.#isDone = true;
    return read(this.#joined());
  }

  /** As the keys stand, and as the layout typed them. */
  #joined(): string[] {
    const [byPlace, typed] = [this.#lines.map((line) => line[0] ?? ''), this.#lines.map((line) => line.at(-1) ?? '')];
    return [...new Set([byPlace.join('\n'), typed.join('\n')])];
  }
}

type Read = (readings: readonly string[]) => Scan;
