import { z } from 'zod';
import { type Look, lookSchema, MOST_LOOKS } from '../../../shared/contract/staff.ts';
import { plainDigits } from '../../../shared/domain/text/digits.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** So many stand in one document: a new one rewrites no more than these. */
const A_PIECE = 100;
/** The same again within this time is the same look: a card that stands open is drawn anew by every change. Milliseconds. */
const SAME_LOOK_MS = 10 * 60_000;

const pieceSchema = z.object({ looks: z.array(lookSchema) });

export type Looks = Awaited<ReturnType<typeof openLooks>>;

/**
 * Who looked at whose personal data, at this computer alone: in the encrypted store, never in the paper nor replicated (design §2). Bounded:
 * the oldest piece goes when there are more than `MOST_LOOKS`. Nobody waits for it to be written; what came until the office closes is.
 */
export async function openLooks({ store: { local }, session, now, gate }: OpenOffice) {
  const lately = new Map<string, number>();
  let written: Promise<unknown> = Promise.resolve();
  let waiting: Look[] = [];

  const idOf = (piece: number) => `looks:${String(piece).padStart(8, '0')}`;
  const ids = (await local.find({ selector: { id: { $gte: idOf(0), $lte: idOf(99_999_999) } } }).exec())
    .map(({ id }) => Number(id.slice('looks:'.length)))
    .sort((a, b) => a - b);
  let pieces: number[] = ids;

  async function read(piece: number): Promise<Look[]> {
    const value = pieceSchema.safeParse((await local.findOne(idOf(piece)).exec())?.toJSON().value);
    return value.success ? value.data.looks : [];
  }

  async function write(): Promise<void> {
    const fresh = waiting;
    waiting = [];
    if (fresh.length === 0) return;
    let last = pieces.at(-1) ?? 0;
    let looks = await read(last);
    for (const look of fresh) {
      if (looks.length >= A_PIECE) {
        await keep(last, looks);
        last++;
        looks = [];
      }
      looks.push(look);
    }
    await keep(last, looks);
    while (pieces.length * A_PIECE > MOST_LOOKS) {
      const [oldest] = pieces;
      await (await local.findOne(idOf(oldest!)).exec())?.remove();
      pieces = pieces.slice(1);
    }
  }

  async function keep(piece: number, looks: readonly Look[]): Promise<void> {
    await local.upsert({ id: idOf(piece), value: { looks: [...looks] } });
    if (!pieces.includes(piece)) pieces = [...pieces, piece];
  }

  const looks = {
    /** Notes that whoever works here has this before them; nobody, where nobody is chosen. */
    note(what: Look['what'], about: string): void {
      const { id = '', name = '' } = session.person() ?? {};
      const key = `${id} ${what} ${about}`;
      const before = lately.get(key);
      if (before !== undefined && Math.abs(now() - before) < SAME_LOOK_MS) return;
      if (lately.size > A_PIECE) lately.clear();
      lately.set(key, now());
      waiting.push({ at: new Date(now()).toISOString(), by: { id, name }, what, about });
      written = gate(write).catch(() => undefined);
    },
    /** Who asks for a person by a whole number has somebody in mind. */
    noteSearch(text = ''): void {
      const digits = plainDigits(text);
      if (/^\d{12}$/.test(digits)) looks.note('search', digits);
    },
    /** Whom a search by name or telephone, begun letters included, has brought before somebody's eyes. */
    noteFound(people: readonly string[]): void {
      for (const name of people) if (name !== '') looks.note('search', name);
    },
    /** The last first. */
    async page(offset: number, limit: number): Promise<{ total: number; looks: Look[] }> {
      await written;
      const all = (await Promise.all(pieces.map(read))).flat().reverse();
      return { total: all.length, looks: all.slice(offset, offset + limit) };
    },
  };
  return looks;
}
