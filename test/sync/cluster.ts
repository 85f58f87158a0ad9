import { gunzipSync } from 'node:zlib';
import type { Desk } from './desk.ts';

/** One request of a desk, before it reaches the registry. */
export type Question = {
  method: string;
  url: URL;
  cookie: string;
  /** What it says, as JSON. */
  body: <T>() => T;
  /** Asks the registry, instead of this or of another address. */
  ask: (url?: URL) => Promise<Response>;
};

/**
 * A desk's network with a cluster of CouchDB at its end, of which parts are down, behind or overloaded: what an embedded registry never is.
 *
 * @param answers as CouchDB does then; undefined: as the registry does
 */
export function clusterOf(answers: (question: Question) => Promise<Response> | Response | undefined): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input));
    const body = <T>() => {
      const sent = init!.body as Uint8Array;
      const isPacked = new Headers(init?.headers).get('content-encoding') === 'gzip';
      return JSON.parse(String(isPacked ? gunzipSync(sent) : Buffer.from(sent))) as T;
    };
    const cookie = new Headers(init?.headers).get('cookie') ?? '';
    const ask = (other: URL = url) => fetch(other, init);
    return (await answers({ method: init?.method ?? 'GET', url, cookie, body, ask })) ?? ask();
  };
}

/** What a cluster says of itself, to any request. */
export const TROUBLES: [name: string, status: number, body: { error: string; reason: string | null }][] = [
  ['a node is down', 412, { error: 'nodedown', reason: 'progress not possible' }],
  ['a node is in maintenance', 412, { error: 'nodedown', reason: '"couchdb@10.0.0.2 is in maintenance mode"' }],
  [
    'nothing came in time',
    500,
    { error: 'timeout', reason: 'The request could not be processed in a reasonable amount of time.' },
  ],
  ['too few copies have it', 500, { error: 'write_quorum_not_met', reason: null }],
  ['all who were asked broke off', 500, { error: 'error', reason: 'all_workers_died' }],
];

/** The row of a write about which no copy has answered. */
export const unanswered = (id: string) => ({ id, error: 'error', reason: 'internal_server_error' });

/** What a clerk saw while it lasted: why there was no exchange, and how many papers were said to be refused. */
export function seenAt(desk: Desk) {
  const seen = { why: new Set<string>(), refused: 0 };
  desk.sync.listen(() => {
    const state = desk.sync.state();
    // Slowness of its own is no fault of anybody: on a busy machine half a minute is soon over.
    if (state.is === 'offline' && state.why !== 'slow') seen.why.add(state.why);
    if (state.is === 'upToDate') seen.refused = Math.max(seen.refused, state.refused);
  });
  return seen;
}

/** Of its papers. */
export const troublesOf = async (desk: Desk) => (await desk.sync.overview()).databases[0]!.troubles;
