import { isServersTrouble } from '../../shared/centre/server-trouble.ts';
import type { WriteRow } from './couch.ts';
import { RequestError } from './errors.ts';
import type { Exchange, Sent } from './exchange.ts';
import { halvesOf } from './halves.ts';
import { withRevision } from './known.ts';
import { OFTEN } from './pace.ts';
import { BREAKS_THERE, ENTRY_CHANGED, TOO_LARGE } from './troubles.ts';

/** A document on its way: its text without a revision, and the revision at the partner that it replaces. */
export type Outgoing = { id: string; text: string; fingerprint: string; rev: string | undefined };

/**
 * What became of a batch: ids to be looked up, of which the partner holds another revision, or has not said what became of them; whether it has
 * judged any; what it broke on, and with which words.
 */
type Attempt = { unclear: string[]; judged: boolean; broken: Outgoing[]; error: RequestError | undefined };

/**
 * Writes a batch; what does not get through because of its size is sent in smaller ones, what the partner breaks on apart from the rest.
 *
 * @returns ids of documents to be looked up before they are sent again: the partner holds another revision, or did not say
 * @throws RequestError also when it has said nothing about any
 */
export async function write(exchange: Exchange, batch: readonly Outgoing[]): Promise<string[]> {
  const { unclear, judged, broken, error } = await attempt(exchange, batch);
  if (!error) return unclear;
  return [...unclear, ...(await writeApart(exchange, broken, error, judged))];
}

async function attempt(exchange: Exchange, batch: readonly Outgoing[]): Promise<Attempt> {
  const { couch, uncertain, ports } = exchange;
  const pace = exchange.pace.push;
  const begun = ports.elapsed();
  let rows: Map<string, WriteRow>;
  try {
    rows = await watched(
      exchange.sent,
      couch.write(batch.map(({ id, text, rev }) => ({ id, text: withRevision(text, rev) }))),
    );
  } catch (error) {
    pace.failed(error);
    if (error instanceof RequestError && error.failure === 'tooLarge') {
      if (batch.length === 1) {
        await exchange.troubles.refuse(batch[0]!.id, TOO_LARGE);
        return { unclear: [], judged: false, broken: [], error: undefined };
      }
      const halves = await inTurn(halvesOf(batch), (half) => attempt(exchange, half));
      return {
        unclear: halves.flatMap((half) => half.unclear),
        judged: halves.some((half) => half.judged),
        broken: halves.flatMap((half) => half.broken),
        error: halves.find((half) => half.error)?.error,
      };
    }
    for (const { id } of batch) uncertain.add(id);
    if (error instanceof RequestError && (error.failure === 'broken' || error.failure === 'bad'))
      return { unclear: [], judged: false, broken: [...batch], error };
    throw error;
  }
  pace.succeeded(ports.elapsed() - begun);
  return settle(exchange, batch, rows);
}

/** So many writes are tried to find out what a partner breaks on, until one gets through; more of them each time that none has. */
const MOST_TRIES = 16;

/**
 * A server's own trouble says nothing about documents, and is waited out. But it may be one document on which its check breaks, and with it
 * whatever travels along: where others get through, or nothing ever does, the batch is halved until it is known which. That one is
 * refused, and offered again later; nobody waits behind it.
 *
 * @param works whether others of the same batch got through
 * @throws RequestError the server's trouble, while nothing says that it is the documents'
 */
async function writeApart(
  exchange: Exchange,
  batch: readonly Outgoing[],
  error: RequestError,
  works: boolean,
): Promise<string[]> {
  const { breaking, ports } = exchange;
  for (const { id } of batch) breaking.set(id, (breaking.get(id) ?? 0) + 1);
  const times = Math.max(...batch.map(({ id }) => breaking.get(id)!));
  if (!works && times < OFTEN / 2) throw error;
  const unclear: string[] = [];
  const alone: { outgoing: Outgoing; why: string }[] = [];
  const groups = halvesOf(batch);
  for (let tries = 0; groups.length > 0 && (works || tries < MOST_TRIES * times); tries++) {
    const group = groups.shift()!;
    const one = await attempt(exchange, group);
    unclear.push(...one.unclear);
    if (one.judged) works = true;
    if (one.broken.length === 1) alone.push({ outgoing: one.broken[0]!, why: one.error!.message });
    else if (one.broken.length > 1) groups.push(...halvesOf(one.broken));
  }
  if (!works && (groups.length > 0 || times < OFTEN)) throw error;
  for (const { outgoing, why } of alone) {
    ports.log('warning', 'the partner breaks on a document', { id: outgoing.id, why });
    breaking.delete(outgoing.id);
    await exchange.troubles.refuse(outgoing.id, BREAKS_THERE);
  }
  return unclear;
}

/**
 * The partner's word. Had it anything under the id, it would have answered a write without a revision with a conflict. Where it has, but not what was
 * believed, that is looked up at once; anything else when it is offered again.
 */
async function refuse({ known, owed, troubles }: Exchange, { id, rev }: Outgoing, reason: string): Promise<void> {
  const isNews = reason === ENTRY_CHANGED && !troubles.refused().includes(id);
  await troubles.refuse(id, reason, rev === undefined);
  known.forget(id);
  if (isNews) owed.add(id);
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (const item of items) done.push(await work(item));
  return done;
}

function watched<T>(sent: Sent, write: Promise<T>): Promise<T> {
  sent.writes++;
  const answered = write
    .catch(() => undefined)
    .finally(() => {
      sent.writes--;
    });
  sent.writing = Promise.all([sent.writing, answered]).then(() => undefined);
  return write;
}

async function settle(exchange: Exchange, batch: readonly Outgoing[], rows: Map<string, WriteRow>): Promise<Attempt> {
  const { known, troubles, uncertain, breaking, meter } = exchange;
  const conflicting: string[] = [];
  const broken: Outgoing[] = [];
  /** Of a cluster, nobody in time. */
  const unanswered: string[] = [];
  /** No word about the document, but an error on it. */
  let failed: { error: string; reason: string } | undefined;
  for (const outgoing of batch) {
    const { id, fingerprint } = outgoing;
    const row = rows.get(id)!;
    if ('rev' in row) {
      known.noteSent(id, row.rev, fingerprint);
      exchange.sent.echoes++;
      breaking.delete(id);
      await troubles.settle(id, 'refused');
    } else if (row.error === 'conflict') conflicting.push(id);
    else if (row.error === 'forbidden' || row.error === 'unauthorized') {
      await refuse(exchange, outgoing, row.reason === '' ? row.error : row.reason);
    } else {
      uncertain.add(id);
      if (isServersTrouble(row)) unanswered.push(id);
      else {
        broken.push(outgoing);
        failed ??= row;
      }
    }
  }
  const judged = batch.length - broken.length - unanswered.length;
  meter.done += judged - conflicting.length;
  meter.pushLeft = Math.max(0, meter.pushLeft - batch.length);
  // What only broke is no sign of life.
  if (judged > 0) meter.changed();
  else if (unanswered.length > 0) throw new RequestError('busy', 'nobody in the cluster has answered a write');
  const error = failed && new RequestError('broken', `${failed.error} ${failed.reason}`);
  return { unclear: [...conflicting, ...unanswered], judged: judged > 0, broken, error };
}
