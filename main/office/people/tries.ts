import { z } from 'zod';
import type { Store } from '../open/open-store.ts';
import { ProblemError } from '../problem-error.ts';

/** Wrong tries in a row that cost nothing but typing anew. */
const FREE = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** So many wrong passwords, and nobody tries on here until there is a new one. */
export const MOST_PASSWORDS = 20;
/** A PIN is short: it goes out sooner, and the password opens. */
export const MOST_PINS = 5;

const triesSchema = z.object({
  /** Which password they were at: another one begins anew. */
  of: z.string(),
  wrong: z.number().int(),
  /** Milliseconds since 1970; the last one. */
  at: z.number(),
});
type Tried = z.infer<typeof triesSchema>;

/** How long one waits after so many wrong tries, milliseconds. */
export function waitAfter(wrong: number): number {
  return wrong < FREE ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (wrong - FREE), LONGEST_WAIT_MS);
}

/**
 * Wrong tries at a secret, counted on this computer. A try is on disk before it is looked at, so that ending the program forgets none; only a
 * right one takes the count back. Looking may take a slow computer longer than the wait, which counts from when it is told. To be used one
 * at a time.
 */
export function createTries({ local }: Pick<Store, 'local'>, now: () => number) {
  const known = new Map<string, Tried>();

  async function read(id: string, of: string): Promise<Tried> {
    const stored = triesSchema.safeParse((await local.findOne(id).exec())?.toJSON().value);
    const tried = stored.success && stored.data.of === of ? stored.data : { of, wrong: 0, at: 0 };
    // The clock was ahead when they were made: what is left to wait counts from now, and not anew with each look.
    if (tried.at > now()) {
      tried.at = now();
      await local.upsert({ id, value: tried });
    }
    known.set(id, tried);
    return tried;
  }

  /** A clock that was set back does not shorten the wait; it begins from then. */
  const untilOf = ({ wrong, at }: Tried) => (waitAfter(wrong) === 0 ? 0 : Math.min(at, now()) + waitAfter(wrong));

  return {
    /** What is known since it was last read. */
    now(id: string, of: string): { wrong: number; waitUntil: number } {
      const tried = known.get(id);
      if (tried?.of !== of) return { wrong: 0, waitUntil: 0 };
      const until = untilOf(tried);
      return { wrong: tried.wrong, waitUntil: until > now() ? until : 0 };
    },
    read,
    /**
     * One try.
     *
     * @param most wrong ones after which there are no more
     * @throws ProblemError `triesWait`, `triesOver`; `wrongPassword` when it does not fit
     */
    async take(id: string, { of, most }: { of: string; most: number }, fits: () => Promise<boolean>): Promise<void> {
      const before = await read(id, of);
      if (before.wrong >= most) throw new ProblemError('triesOver');
      if (untilOf(before) > now()) throw new ProblemError('triesWait');
      const count = async () => {
        const counted = { of, wrong: before.wrong + 1, at: now() };
        await local.upsert({ id, value: counted });
        known.set(id, counted);
      };
      await count();
      if (!(await fits())) {
        await count();
        throw new ProblemError('wrongPassword');
      }
      await local.upsert({ id, value: { of, wrong: 0, at: 0 } });
      known.delete(id);
    },
  };
}
