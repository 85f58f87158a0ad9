import type { KeyRow } from './couch.ts';
import { isBroken, RequestError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { halvesOf } from './halves.ts';
import { OFTEN } from './pace.ts';

/** So many requests are made to find out what a partner breaks on, until one gets through; more of them each time that none has. */
const MOST_TRIES = 16;

/**
 * Documents by key. Where the partner breaks on the request, that may be one document on which it does, and with it all that is asked along: where
 * others come, or nothing ever does, the keys are halved until it is known which (`broken`). What is known to be so keeps nobody waiting.
 *
 * @throws RequestError the partner's trouble, while nothing says that it is the documents'
 */
export async function byKeysApart(exchange: Exchange, ids: readonly string[]): Promise<KeyRow[]> {
  const { couch, breaking, troubles, ports } = exchange;
  const ask = async (some: readonly string[]): Promise<KeyRow[] | RequestError> => {
    try {
      return await couch.byKeys(some);
    } catch (error) {
      if (isBroken(error)) return error;
      throw error;
    }
  };
  const first = await ask(ids);
  if (!(first instanceof RequestError)) return first;
  const keyOf = (id: string) => `by key ${id}`;
  const blocked = new Set(troubles.blocked());
  const isKnown = (id: string) => troubles.unreadOf(id).length > 0 || blocked.has(id);
  for (const id of ids) breaking.set(keyOf(id), (breaking.get(keyOf(id)) ?? 0) + 1);
  const times = Math.max(...ids.map((id) => breaking.get(keyOf(id))!));
  if (times < OFTEN / 2 && !ids.some(isKnown)) throw first;
  const rows: KeyRow[] = [];
  const alone: string[] = [];
  const groups = halvesOf(ids);
  for (let tries = 0; groups.length > 0 && (rows.length > 0 || tries < MOST_TRIES * times); tries++) {
    const group = groups.shift()!;
    const answer = await ask(group);
    if (!(answer instanceof RequestError)) rows.push(...answer);
    else if (group.length === 1) alone.push(...group);
    else groups.push(...halvesOf(group));
  }
  if (groups.length > 0 || (rows.length === 0 && times < OFTEN && !alone.every(isKnown))) throw first;
  for (const id of ids) breaking.delete(keyOf(id));
  for (const id of alone) ports.log('warning', 'the partner breaks when it is asked for a document', { id });
  return [...rows, ...alone.map((id) => ({ id, is: 'broken' as const }))];
}
