import type { NamedFile } from '../../shared/books/book.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import type { Brought } from './held.ts';
import { createLink, type Link } from './link.ts';
import type { Notes, Replica, SyncPorts } from './ports.ts';
import { type Credentials, createRequests, type Requests } from './request.ts';
import type { Files } from './scans/ports.ts';
import { createScanLink, type ScanLink } from './scans/scan-link.ts';
import { type SyncState, summarise, type Trouble } from './state.ts';

/** Somebody with whom papers are exchanged: the agency's registry; later a hub in the house, a sister desk. */
export type Partner = {
  /** Names it in notes; stays the same for good. */
  name: string;
  /** Address of its CouchDB, without a database. */
  address: string;
  /** Undefined where none are needed (yet). Asked anew for each session. */
  credentials: () => Promise<Credentials | undefined>;
  databases: {
    name: string;
    direction: 'both' | 'pull';
    replica: Replica;
    /** What of it the partner has by other ways; absent: nothing. */
    brought?: () => Promise<Brought>;
  }[];
  /** Files that papers name: sent after the papers, fetched when they are wanted. */
  scans?: {
    database: string;
    files: Files;
    /** One of `databases`. */
    papers: Replica;
    filesOf: (paper: Paper) => NamedFile[];
  };
};

/** What somebody who looks at the page behind the status line sees. */
export type SyncOverview = {
  state: SyncState;
  databases: {
    partner: string;
    database: string;
    state: SyncState;
    /** More than so many (`named`) are not counted. */
    waiting: string[];
    troubles: Trouble[];
    /** Left to the site that they are of; the partner does not have them yet. */
    left: string[];
  }[];
};

/** Under which notes of a partner's database are filed; stays for good. */
export const keyOf = (partner: string, database: string) => `${partner}:${database}`;

/** Keeps this computer and its partners the same. See README.md. */
export function createSync(options: { partners: Partner[]; site: string; notes: Notes; ports: SyncPorts }) {
  const listeners = new Set<() => void>();
  const stopping = new AbortController();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const scanLinks: { partner: string; database: string; link: ScanLink }[] = [];
  const lines: Requests[] = [];
  const links: { partner: string; database: string; replica: Replica; link: Link }[] = options.partners.flatMap(
    (partner) => {
      const requests = createRequests(partner.address, partner.credentials, options.ports);
      lines.push(requests);
      const { site, notes, ports } = options;
      const documentsChanged = () => {
        changed();
        for (const { link } of scanLinks) link.wake();
      };
      const own = partner.databases.map(({ name, direction, replica, brought }) => {
        const key = keyOf(partner.name, name);
        const about = {
          key,
          database: name,
          direction,
          replica,
          requests,
          site,
          notes,
          ports,
          ...(brought && { brought }),
        };
        return {
          partner: partner.name,
          database: name,
          replica,
          link: createLink({ ...about, changed: documentsChanged }),
        };
      });
      if (partner.scans) {
        const { database, ...scans } = partner.scans;
        const papers = own.find(({ replica }) => replica === scans.papers)!.link;
        // What was added to a paper that the partner has destroyed does not go after it.
        const filesOf = (paper: Paper) => (papers.hasRemoved(paper.id) ? [] : scans.filesOf(paper));
        const papersThrough = async () =>
          papers.state().is === 'upToDate' && (await papers.standing(1)).waiting.length === 0;
        const about = { key: keyOf(partner.name, database), database, requests, site, notes, ports, changed };
        scanLinks.push({
          partner: partner.name,
          database,
          link: createScanLink({ ...scans, ...about, filesOf, papersThrough }),
        });
      }
      return own;
    },
  );
  const all = () => [...links, ...scanLinks];
  let running: Promise<unknown> | undefined;
  // Files that have not begun to go say nothing about how things stand.
  const state = (): SyncState =>
    summarise([
      ...links.map(({ link }) => link.state()),
      ...scanLinks.map(({ link }) => link.state()).filter(({ is }) => is !== 'unknown'),
    ]);

  return {
    state,
    /** Calls back after every change of the state; returns how to stop that. */
    listen(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** What of one collection was refused or set aside. */
    troublesOf: (replica: Replica): Trouble[] =>
      links.flatMap((one) => (one.replica === replica ? one.link.troubles() : [])),
    /** What was refused or set aside, of each database in the order of the overview. */
    troubles: (): Trouble[][] => all().map(({ link }) => link.troubles()),
    /** @param named so many waiting documents are named */
    async overview(named = 200): Promise<SyncOverview> {
      const databases = all().map(async ({ partner, database, link }) => ({
        partner,
        database,
        state: link.state(),
        troubles: link.troubles(),
        ...(await link.standing(named)),
      }));
      return { state: state(), databases: await Promise.all(databases) };
    },
    start(): void {
      running ??= Promise.allSettled(all().map(({ link }) => link.run(stopping.signal)));
    },
    /** Now instead of later: somebody has signed in, or the network is back. Refused documents are offered again. */
    retry(): void {
      for (const requests of lines) requests.tryAgain();
      for (const { link } of all()) link.retry();
    },
    /** A person has looked at why it stopped, and wants it to go on; for every database, also those about to stop for it. */
    accept(): void {
      const stopped = state();
      if (stopped.is === 'stopped') for (const { link } of links) link.accept(stopped.why);
    },
    /**
     * Brings a file here that some paper names.
     *
     * @param came hears which part has come, 0 to 1
     * @returns whether it is here; no partner may have it (yet)
     * @throws RequestError when the last of those who may have it cannot be reached
     */
    async fetchScan(sha256: string, came?: (share: number) => void): Promise<boolean> {
      for (const { link } of scanLinks) if (await link.fetch(sha256, stopping.signal, came)) return true;
      return false;
    },
    /** Breaks off what runs; what is not confirmed is exchanged again next time. */
    async stop(): Promise<void> {
      stopping.abort(new Error('the office closes'));
      await running;
    },
  };
}
