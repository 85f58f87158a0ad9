import { numberOfToken } from '../../shared/centre/bundle/parts.ts';
import { pause } from './bell.ts';
import type { Couch, Sequence } from './couch.ts';
import { isBroken } from './errors.ts';
import { holdsLines, type Witness } from './known.ts';
import type { Notes, SyncPorts } from './ports.ts';

/** How far a database has been exchanged. */
export type Progress = {
  /** Place in the partner's feed up to which everything has been taken in; undefined: nothing yet. */
  pulled: Sequence | undefined;
  /** A first fill under way: it goes backwards from here (a key; '' for the end). */
  filling: string | undefined;
  /** What the feed names is likely to be here: it is gone through without documents, from its beginning. */
  byRevisions: boolean | undefined;
  /** Place in this store's feed up to which everything has been sent or set aside. */
  pushed: unknown;
};

/** The partner's half of the checkpoint is not the one that was written last: it is not the database that it was. */
export class CheckpointLost extends Error {
  override readonly name = 'CheckpointLost';
}

/**
 * A checkpoint on both sides. Each confirmation writes a fresh token there and here; only what is confirmed counts after a
 * restart. A partner that was restored, emptied or made anew does not carry the token, and everything is compared again.
 *
 * No check guards the half there: every site of the agency may write it. So nothing is read from it but the token, how far things are
 * stands here alone, and the token counts only while the partner still holds what it was seen to hold last. Who writes there what he
 * likes makes everything be compared again, and nothing be passed over.
 */
export type Checkpoint = {
  /** - `new`: never exchanged; `agreed`: both halves fit; `differs`: this side knows the database, it does not know us. */
  readonly standing: 'new' | 'agreed' | 'differs';
  readonly progress: Progress;
  /**
   * What each side has is being compared from the beginning, and that has not come to its end: until then a later token does not mean that the partner
   * has what was confirmed before. Stands on both sides with the token.
   */
  readonly isComparing: boolean;
  /** Whether the partner still holds what this process has seen of it since, so that it may go on where it was. */
  readonly isAhead: boolean;
  /** What was confirmed here last, whatever stands there. */
  readonly before: Progress;
  /** When it was last confirmed by this computer's clock; 0 for never. */
  readonly confirmedAt: number;
  /** The clock here stands before the last confirmation, and that is all right: from now on it counts as it stands. */
  acceptClock(): Promise<void>;
  /** @throws CheckpointLost */
  verify(): Promise<void>;
  /** @throws CheckpointLost */
  confirm(progress: Progress, witnesses: readonly Witness[], isComparing: boolean): Promise<void>;
};

export const NOTHING: Progress = { pulled: undefined, filling: undefined, byRevisions: undefined, pushed: undefined };

/**
 * What the partner has by what was confirmed last on this side: what waits can be told before it is reached. Nothing, when it was seen to be
 * another since.
 */
export async function confirmedHere(notes: Notes, key: string): Promise<Progress> {
  const here = (await notes.read(noteOf(key))) as Half | undefined;
  return here?.isDoubted ? NOTHING : { ...NOTHING, ...here?.progress };
}

/** The token that was confirmed here last; '' for none, or when the partner was seen to be another since. */
export async function tokenHere(notes: Notes, key: string): Promise<string> {
  const here = (await notes.read(noteOf(key))) as Half | undefined;
  return here && !here.isDoubted ? here.token : '';
}

/** Whether the partner was seen to be another than the one that this side has confirmed with last, and has not been compared whole since. */
export async function doubtedHere(notes: Notes, key: string): Promise<boolean> {
  const here = (await notes.read(noteOf(key))) as Half | undefined;
  return here?.isDoubted === true || here?.isComparing === true;
}

/** The partner was heard to be another than the one that confirmed last: nothing is taken for confirmed until it is reached. */
export async function doubt(notes: Notes, key: string): Promise<void> {
  const here = (await notes.read(noteOf(key))) as Half | undefined;
  if (here) await notes.write(noteOf(key), { ...here, isDoubted: true });
}

const noteOf = (key: string) => `checkpoint:${key}`;

/** Before a partner that seems to be another is looked at once more: of a cluster, a part that is behind may have answered. Milliseconds. */
const LOOK_TWICE_AFTER_MS = 3_000;

/** @param seen what this process knows of the partner beyond the last confirmation: it vouches for what came before as well */
export async function openCheckpoint(
  couch: Couch,
  notes: Notes,
  { key, site, seen = [] }: { key: string; site: string; seen?: readonly Witness[] },
  ports: Pick<SyncPorts, 'now' | 'random' | 'after'>,
): Promise<Checkpoint> {
  const name = `kense-${site}`;
  const note = noteOf(key);
  const here = (await notes.read(note)) as Half | undefined;
  async function look() {
    const there = await couch.getLocal(name);
    // Written there and not yet here: the older values of this side are still true.
    const fits = here !== undefined && (there?.token === here.token || there?.previous === here.token);
    const isAhead = (fits || here === undefined) && seen.length > 0 && (await bearWitness(couch, seen));
    const agreed = fits && (isAhead || (await bearWitness(couch, here.witnesses ?? [])));
    return { there, isAhead, agreed };
  }
  let looked = await look();
  if (here && !looked.agreed) {
    await pause(LOOK_TWICE_AFTER_MS, ports, couch.signal);
    looked = await look();
  }
  const { there, isAhead, agreed } = looked;
  let witnesses = (agreed && here?.witnesses) || [];
  // Whoever relies on what was confirmed (a bundle leaves it out) is told, whatever becomes of this exchange.
  if (here && (here.isDoubted ?? false) !== !agreed) await notes.write(note, { ...here, isDoubted: !agreed });
  let token = agreed ? (there!.token as string) : '';
  /** The last one that was written here, whatever stands there. */
  let kept = here?.token ?? '';

  async function theirs() {
    const found = await couch.getLocal(name);
    if ((found?.token ?? '') !== token) throw new CheckpointLost('the checkpoint of the partner has changed');
    return found;
  }

  return {
    standing: here === undefined ? 'new' : agreed ? 'agreed' : 'differs',
    progress: agreed ? { ...NOTHING, ...here!.progress } : NOTHING,
    isComparing: here !== undefined && (!agreed || here.isComparing === true),
    isAhead,
    before: { ...NOTHING, ...here?.progress },
    confirmedAt: here?.at ?? 0,
    async acceptClock() {
      if (here) await notes.write(note, { ...here, isDoubted: !agreed, at: ports.now() });
    },
    async verify() {
      if (token !== '') await theirs();
    },
    async confirm(progress, seen, isComparing) {
      const found = token === '' ? await couch.getLocal(name) : await theirs();
      const [previous, next, at] = [token, tokenAfter([token, kept], ports), ports.now()];
      const mark = isComparing && { isComparing };
      await couch.putLocal(name, {
        ...(found?._rev !== undefined && { _rev: found._rev }),
        ...{ token: next, previous, at, ...mark },
      });
      // After a restart nothing may have gone or come yet: then the older ones stand.
      if (seen.length > 0) witnesses = [...seen];
      await notes.write(note, { token: next, at, progress: { ...progress }, witnesses, ...mark } satisfies Half);
      [token, kept] = [next, next];
    },
  };
}

/** The half of a checkpoint that lies here. */
type Half = {
  token: string;
  at: number;
  progress: Progress;
  witnesses?: Witness[];
  isComparing?: boolean;
  /** The partner was seen to be another than the one that this was confirmed with. */
  isDoubted?: boolean;
};

/** Whether the partner holds all that it was seen to hold, or has removed it. */
async function bearWitness(couch: Couch, witnesses: readonly Witness[]): Promise<boolean> {
  const heads = await couch.heads(witnesses.map(({ id }) => id));
  for (const { id, rev, lines } of witnesses) {
    const head = heads.get(id);
    if (head === undefined) return false;
    if (head === rev || head === '' || lines === '') continue;
    // Changed since. One at a time: nobody knows how large it is.
    const [row] = await couch.byKeys([id]).catch(unlessBroken);
    if (row?.is === 'there' && !holdsLines(row.document, lines)) return false;
  }
  return true;
}

/** One on which the partner breaks bears no witness, and must not keep all others from being exchanged. */
function unlessBroken(error: unknown): [] {
  if (isBroken(error)) return [];
  throw error;
}

/**
 * A site's tokens are numbered, so that of two the later is known whatever its clock said (a bundle may name one that is not the last any more):
 * `<number, base 36>-<chance>`.
 */
function tokenAfter(before: readonly string[], { random }: Pick<SyncPorts, 'random'>): string {
  const number = Math.max(...before.map(numberOfToken)) + 1;
  return `${number.toString(36)}-${Math.floor(random() * 2 ** 52).toString(36)}`;
}
