import { createLink, type Link } from './link.ts';
import type { Notes, Replica, SyncPorts } from './ports.ts';
import { type Credentials, createRequests } from './request.ts';
import { type SyncState, summarise, type Trouble } from './state.ts';

/** Somebody with whom papers are exchanged: the agency's registry; later a hub in the house, a sister desk. */
export type Partner = {
  /** Names it in notes; stays the same for good. */
  name: string;
  /** Address of its CouchDB, without a database. */
  address: string;
  /** Undefined where none are needed (yet). Asked anew for each session. */
  credentials: () => Promise<Credentials | undefined>;
  databases: { name: string; direction: 'both' | 'pull'; replica: Replica }[];
};

/** What somebody who looks at the page behind the status line sees. */
export type SyncOverview = {
  state: SyncState;
  databases: { partner: string; database: string; state: SyncState; waiting: string[]; troubles: Trouble[] }[];
};

/** So many waiting documents are named. */
const MOST_NAMED = 200;

/** Keeps this computer and its partners the same. See README.md. */
export function createSync(options: { partners: Partner[]; site: string; notes: Notes; ports: SyncPorts }) {
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const links: { partner: string; database: string; link: Link }[] = options.partners.flatMap((partner) => {
    const requests = createRequests(partner.address, partner.credentials, options.ports);
    return partner.databases.map(({ name, direction, replica }) => {
      const key = `${partner.name}:${name}`;
      const { site, notes, ports } = options;
      return {
        partner: partner.name,
        database: name,
        link: createLink({ key, database: name, direction, replica, requests, site, notes, ports, changed }),
      };
    });
  });
  let running: Promise<unknown> | undefined;
  const state = (): SyncState => summarise(links.map(({ link }) => link.state()));

  return {
    state,
    /** Calls back after every change of the state; returns how to stop that. */
    listen(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async overview(): Promise<SyncOverview> {
      const databases = links.map(async ({ partner, database, link }) => ({
        partner,
        database,
        state: link.state(),
        waiting: await link.waiting(MOST_NAMED),
        troubles: link.troubles(),
      }));
      return { state: state(), databases: await Promise.all(databases) };
    },
    start(): void {
      running ??= Promise.allSettled(links.map(({ link }) => link.run(stopping.signal)));
    },
    /** Now instead of later: somebody has signed in, or the network is back. Refused documents are offered again. */
    retry(): void {
      for (const { link } of links) link.retry();
    },
    /** A person has looked at why it stopped, and wants it to go on; for every database, also those about to stop for it. */
    accept(): void {
      const stopped = state();
      if (stopped.is === 'stopped') for (const { link } of links) link.accept(stopped.why);
    },
    /** Breaks off what runs; what is not confirmed is exchanged again next time. */
    async stop(): Promise<void> {
      stopping.abort(new Error('the office closes'));
      await running;
    },
  };
}
