import type { BulkWriteRow, RxCollection } from 'rxdb';
import { z } from 'zod';
import { type Move, moveSchema } from '../../../shared/contract/shapes.ts';
import type { StartRule } from '../../../shared/domain/law/law.ts';
import { writeRow } from '../../store/write-row.ts';
import type { StoredLocal, StoredPaper } from './collections.ts';

/** What stands beside a paper about its last day: written by this computer alone, never in the paper, never replicated. */
type MovedPaper = { number: string; move: Move };

const storedMoves = z.object({ moves: z.array(moveSchema) });

/** So many moves of one paper are remembered; the earliest go first. */
const MOST_MOVES = 50;

/** A day that the office has entered or taken back. */
export type ChangedDay = NonNullable<Move['days']>[number];

/** How a paper's last day moved with the law, and by which days of its term; undefined when it did not, or had none (a book unknown before). */
export function moveOf(
  was: StoredPaper,
  is: StoredPaper,
  {
    days,
    ...why
  }: { at: string; calendar?: string; terms?: string; startRule?: StartRule; days: readonly ChangedDay[] },
): MovedPaper | undefined {
  if (was.state.dueOn === is.state.dueOn || was.state.dueOn === '') return undefined;
  const [from, to] = [was.state.dueOn, is.state.dueOn];
  const met = days.filter(({ day }) => day >= is.state.registeredOn && day <= (from > to ? from : to));
  return { number: is.id, move: { ...why, from, to, ...(met.length > 0 && { days: met }) } };
}

/** Notes them before the papers are written; one that was noted already and cut off then is not noted twice. */
export async function noteMoves(local: RxCollection<StoredLocal>, moved: readonly MovedPaper[]): Promise<void> {
  if (moved.length === 0) return;
  const rows: BulkWriteRow<StoredLocal>[] = [];
  const ids = moved.map(({ number }) => idOf(number));
  const known = new Map((await local.storageInstance.findDocumentsById(ids, true)).map((row) => [row.id, row]));
  for (const { number, move } of moved) {
    const stored = known.get(idOf(number));
    const moves = stored && !stored._deleted ? movesIn(stored) : [];
    const last = moves.at(-1);
    if (last?.from === move.from && last.to === move.to) continue;
    rows.push(writeRow(stored, { id: idOf(number), value: { moves: [...moves, move].slice(-MOST_MOVES) } }));
  }
  const { error } = await local.storageInstance.bulkWrite(rows, 'moved terms');
  if (error[0]) throw new Error(`written beside the gate: ${error[0].documentId}`);
}

/** The moves of a paper's last day by changes of the law, the first first. */
export async function movesOf(local: RxCollection<StoredLocal>, number: string): Promise<Move[]> {
  const [row] = await local.storageInstance.findDocumentsById([idOf(number)], false);
  return row ? movesIn(row) : [];
}

function movesIn({ value }: StoredLocal): Move[] {
  const stored = storedMoves.safeParse(value);
  return stored.success ? stored.data.moves : [];
}

function idOf(number: string): string {
  return `moved:${number}`;
}
