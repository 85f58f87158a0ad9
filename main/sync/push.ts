import { setImmediate } from 'node:timers/promises';
import type { Paper } from '../../shared/domain/log/line.ts';
import { pause } from './bell.ts';
import type { Progress } from './checkpoint.ts';
import { RequestError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { fetched } from './fetch.ts';
import { fingerprintOf, textOf } from './known.ts';
import { pauseBefore } from './pace.ts';
import type { RemoteDocument } from './ports.ts';
import { takeIn } from './take-in.ts';
import { BREAKS_THERE } from './troubles.ts';
import { type Outgoing, write } from './write.ts';

/** Documents read from this store's feed at once. */
const PAGE = 1_000;
/** Characters of a batch from which on a line counts as quick. */
const LARGE = 500_000;
/** So many conflicts in a row over one document are no work of others, but a part of a cluster that is behind. */
const MOST_CONFLICTS = 5;

/**
 * Sends everything that the partner lacks, up to now. Resumes where `progress` stands, and moves it. Over a line that holds, one page is
 * prepared and on its way while the partner still works at the one before; over one that breaks that would only be lost with it.
 */
export async function sendAll(exchange: Exchange, progress: Progress): Promise<void> {
  const { replica, owed, meter } = exchange;
  let page = nextPage(exchange, progress.pushed);
  let sending: Promise<void> = Promise.resolve();
  /** The page before the one that is being sent, with the note that it has gone. */
  let before = sending;
  try {
    for (;;) {
      // Awaited further down: until then nobody hears of its failure.
      page.catch(() => undefined);
      const due = owed.take(PAGE);
      if (due.ids.length > 0) await send(exchange, await replica.read(due.ids));
      due.done();
      const { papers, checkpoint } = await page;
      // What has just come stands in this feed before it is known where it came from: it would be sent back.
      await exchange.taking;
      // Read while this one is on its way.
      page = setImmediate().then(() => nextPage(exchange, checkpoint));
      sending = send(exchange, papers);
      sending.catch(() => undefined);
      if (!holds(exchange)) await sending;
      await before;
      before = sending.then(() => {
        progress.pushed = checkpoint;
      });
      before.catch(() => undefined);
      if (papers.length > 0) continue;
      await before;
      if (!owed.isEmpty()) continue;
      meter.pushLeft = 0;
      return;
    }
  } finally {
    // Nobody is to write behind an exchange that has ended.
    await Promise.allSettled([before, sending]);
  }
}

/** What has come by this exchange is passed over where nothing else stands. */
async function nextPage(exchange: Exchange, place: unknown) {
  await exchange.taking;
  return exchange.replica.changedSince(exchange.came.passOver(place), PAGE);
}

/** A line that does not break, and is quick enough for large batches. */
function holds({ couch, pace }: Exchange): boolean {
  return couch.worthSending() === Number.POSITIVE_INFINITY && pace.push.size >= LARGE;
}

async function send(exchange: Exchange, papers: readonly Paper[]): Promise<void> {
  const waiting = await lackingThere(exchange, papers);
  const times = new Map<string, number>();
  while (waiting.length > 0) {
    exchange.meter.pushLeft = waiting.length;
    exchange.meter.show();
    const batch = takeBatch(waiting, Math.min(exchange.pace.push.size, exchange.couch.worthSending()));
    const unclear = await write(exchange, batch);
    if (unclear.length === 0) continue;
    await holdBack(exchange, times, unclear);
    // Somebody else has written them meanwhile: united with that, and sent again.
    waiting.push(...(await lookUp(exchange, unclear)));
  }
}

/**
 * One copy in a cluster that is behind may say conflict, and the others that there is none: the second time the next try waits.
 *
 * @throws RequestError busy when it goes on
 */
async function holdBack({ couch, ports }: Exchange, times: Map<string, number>, ids: readonly string[]): Promise<void> {
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  const most = Math.max(...ids.map((id) => times.get(id)!));
  if (most >= MOST_CONFLICTS) throw new RequestError('busy', `${most} times in conflict, or without an answer`);
  if (most > 1) await pause(pauseBefore(most, ports.random()), ports, couch.signal);
}

/** Leaves out what the partner is known to hold, and looks up what it might hold. */
async function lackingThere(exchange: Exchange, papers: readonly Paper[]): Promise<Outgoing[]> {
  const { known, replica, troubles, uncertain, rescanning } = exchange;
  const lacking: Outgoing[] = [];
  const unclear: string[] = [];
  for (const paper of papers) {
    const fingerprint = fingerprintOf(paper);
    const holding = known.get(paper.id);
    if (holding?.fingerprint === fingerprint) {
      // Somebody else has brought it there, or it came as an answer that was lost.
      await troubles.settle(paper.id, 'refused');
      continue;
    }
    // One line: registered here, and never out of the house. Should that be wrong, the partner answers with a conflict.
    const isNew = !holding && paper.log.length === 1 && !rescanning && !replica.isLeftToOthers(paper.id);
    // CouchDB checks a write onto what was destroyed as if nothing had ever been there, so that only we can leave it.
    if ((holding || isNew) && !uncertain.has(paper.id) && !troubles.isRemoved(paper.id))
      lacking.push({ id: paper.id, text: textOf(paper), fingerprint, rev: holding?.rev });
    else unclear.push(paper.id);
  }
  lacking.push(...(await lookUp(exchange, unclear)));
  return lacking;
}

/** Asks what the partner holds, unites it with what is here, and tells what it still lacks. */
async function lookUp(exchange: Exchange, ids: readonly string[]): Promise<Outgoing[]> {
  const { known, replica, troubles, uncertain } = exchange;
  const lacking: Outgoing[] = [];
  for await (const rows of fetched(exchange, ids)) {
    const there = rows.flatMap((row): RemoteDocument[] => (row.is === 'there' ? [row.document] : []));
    const united = await takeIn(exchange, there, { owes: false });
    const wanted = new Set<string>();
    for (const { id, is } of rows) {
      const outcome = united.get(id);
      uncertain.delete(id);
      if (is === 'unknown' && replica.isLeftToOthers(id)) {
        known.forget(id);
        await troubles.leave(id);
        continue;
      }
      if (is === 'broken') await troubles.refuse(id, BREAKS_THERE);
      else if (is === 'removed') await troubles.setAside(id, 'removed', '');
      else if (is === 'unknown') {
        known.forget(id);
        // A registry that was set back, or made anew, has never removed it.
        if (troubles.isRemoved(id)) await troubles.settle(id, 'aside');
      }
      if (is === 'unknown' || (outcome?.ok && !outcome.covered)) wanted.add(id);
      else if (outcome?.ok) await troubles.settle(id, 'refused');
      // What stands there is not united with what is here, so that this is not there.
      else if (outcome) await troubles.refuse(id, outcome.why === 'otherPaper' ? 'otherPaperThere' : 'unreadableThere');
    }
    for (const paper of await replica.read([...wanted])) {
      const { id } = paper;
      lacking.push({ id, text: textOf(paper), fingerprint: fingerprintOf(paper), rev: known.get(id)?.rev });
    }
  }
  return lacking;
}

/** Takes documents from the front, as many as fit into so many bytes, at least one. */
function takeBatch(waiting: Outgoing[], bytes: number): Outgoing[] {
  let count = 0;
  let sum = 0;
  while (count < waiting.length) {
    sum += Buffer.byteLength(waiting[count]!.text);
    if (count > 0 && sum > bytes) break;
    count++;
  }
  return waiting.splice(0, count);
}
