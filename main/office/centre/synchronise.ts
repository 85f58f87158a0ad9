import { filesOf } from '../../../shared/books/index.ts';
import { databaseOf } from '../../../shared/centre/names.ts';
import {
  exchanged,
  MOST_WAITING,
  type SyncOverview,
  type SyncState,
  type SyncStatus,
} from '../../../shared/contract/sync.ts';
import { describe } from '../../store/errors.ts';
import { createAcknowledged } from '../../sync/bundle/acknowledged.ts';
import { createSync, keyOf, type Partner } from '../../sync/engine.ts';
import { createNotes } from '../../sync/notes.ts';
import type { Notes, SyncPorts } from '../../sync/ports.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { waitingBeside } from '../open/waiting.ts';
import { watchArrivals } from './arrivals.ts';
import { directoryMirror } from './directory-mirror.ts';
import { replicasOf, withoutSites } from './replicas.ts';
import { asideOf, asideTold, besideOf, countsOf, refusedOf, unprovedOf } from './troubles-told.ts';

/** The exchange with the agency's registry while the office is open. */
export type Synchronising = ReturnType<typeof startSynchronising>;

/** The partner's name in the engine's notes; stays for good. */
const REGISTRY = 'registry';

/** By what the engine files what it notes of an agency's databases at the registry. */
export const keysOf = (agency: string) => (part: Parameters<typeof databaseOf>[1]) =>
  keyOf(REGISTRY, databaseOf(agency, part));

/**
 * Keeps papers and the office's records the same here and at the registry that granted this site; without a grant there is nobody to
 * exchange with. Everything that comes is written within the office's gate.
 *
 * @param address of the registry, where it is another than the grant says
 */
export function startSynchronising(office: OpenOffice, address?: string) {
  const changes = createChanges();
  const arrivals = watchArrivals(office, changes.notify);
  const { store, site } = office;
  const notes = createNotes(store.local);
  const partners = partnersOf(office, notes, address);
  const sync = createSync({ site: site.site, notes, ports: portsOf(office), partners });
  const papers = partners[0]?.databases[0]?.replica;
  const refusedPapers = () => refusedOf(papers ? sync.troublesOf(papers) : []);
  const refusalsChanged = createChanges();
  let refusals = '';
  const stopListening = sync.listen(() => {
    changes.notify();
    const now = JSON.stringify(refusedPapers());
    if (now !== refusals) refusalsChanged.notify();
    refusals = now;
  });
  if (partners.length > 0) sync.start();
  let bringing: Promise<unknown> = Promise.resolve();
  bringOver();
  const state = (): SyncState => (partners.length === 0 ? { is: 'alone' } : sync.state());
  /** With what waits beside papers: it came, and is not in them. */
  const withWaiting = (now: SyncState, beside: readonly unknown[]): SyncState =>
    now.is === 'upToDate' ? { ...now, aside: now.aside + beside.length } : now;
  const counted = () => sync.overview(MOST_WAITING + 1);
  const revokedAt = () => office.records.revokedAt(site.site);

  /** What could not go over when its paper came, since a key that proves it was not here yet. */
  function bringOver(): void {
    if (!papers) return;
    const again = async () =>
      papers.unite((await waitingBeside(office)).map(({ paper }) => ({ current: paper, others: [] })));
    bringing = again().catch((error: unknown) =>
      office.log('error', 'what waits beside papers was not looked at', { detail: describe(error) }),
    );
  }

  return {
    changes,
    /** Of papers alone: another one is refused, or one no longer. */
    refusalsChanged,
    /** Why the registry does not take a paper, or what came last of it; undefined when nothing was refused. */
    refusalOf: (number: string) => refusedPapers().find(({ id }) => id === number),
    async status(): Promise<SyncStatus> {
      const now = state();
      // What is on its way need not be counted; what waits is read from the store.
      const moving = ['alone', 'syncing', 'upToDate'].includes(now.is);
      const { databases } = moving ? { databases: [] } : await counted();
      const shown = withWaiting(now, await besideOf(office));
      const waiting = countsOf(databases.map((one) => one.waiting));
      return { state: shown, waiting, refused: countsOf(sync.troubles().map(refusedOf)), revokedAt: revokedAt() };
    },
    async overview(): Promise<SyncOverview> {
      const { databases } = await counted();
      const beside = await besideOf(office);
      const left = databases.flatMap((one) => one.left);
      const troubled = databases.map(({ troubles }, i) => {
        const lacking = refusedOf(troubles);
        const aside = asideOf(troubles);
        if (exchanged[i] === 'papers') aside.push(...beside);
        if (exchanged[i] === 'records') aside.push(...unprovedOf(office));
        return { refused: lacking, again: lacking.filter((one) => one.isTriedAgain), aside };
      });
      const all = (kind: 'refused' | 'again' | 'aside') => troubled.reduce((sum, one) => sum + one[kind].length, 0);
      const exchanges = databases.map(async ({ state, waiting }, i) => {
        const { refused, again, aside } = troubled[i]!;
        const forGood = refused.filter((one) => !one.isTriedAgain);
        return {
          what: exchanged[i]!,
          state,
          waiting: waiting.slice(0, MOST_WAITING),
          troubles: [
            ...forGood.slice(0, MOST_WAITING),
            ...again.slice(0, MOST_WAITING),
            ...(await asideTold(office, exchanged[i]!, aside)),
          ],
        };
      });
      return {
        state: withWaiting(state(), beside),
        waiting: countsOf(databases.map((one) => one.waiting)),
        refused: countsOf(troubled.map((one) => one.refused)),
        revokedAt: revokedAt(),
        exchanges: await Promise.all(exchanges),
        inAll: {
          refused: all('refused') - all('again'),
          triedAgain: all('again'),
          aside: all('aside'),
          left: left.length,
        },
        left: left.slice(0, MOST_WAITING).map((number) => ({ number, ...deskOf(office, number) })),
        came: arrivals.now(),
      };
    },
    /**
     * Whether the registry has taken everything as it stands here, files too, and is there to be asked: what it had when it was heard of last
     * may be gone. An office on trial has nobody to give it to.
     */
    async registryHasAll(): Promise<boolean> {
      const { databases } = await sync.overview();
      return databases.every(
        ({ state, waiting, troubles, left }) =>
          state.is === 'upToDate' && waiting.length + troubles.length + left.length === 0,
      );
    },
    /** Absent where there is nobody to ask. */
    fetchScan: partners.length > 0 ? sync.fetchScan : undefined,
    retry() {
      sync.retry();
      bringOver();
    },
    /** Somebody has looked at why it stopped, and wants it to go on. */
    accept: () => sync.accept(),
    async stop(): Promise<void> {
      stopListening();
      arrivals.stop();
      await sync.stop();
      await bringing;
    },
  };
}

/** Whose a paper is, by the desk code of its number: who holds that, or held it last. */
function deskOf({ records }: OpenOffice, number: string): { code: string; desk: string } {
  const code = number.slice(9, 11);
  const holders = records.sites.filter(({ desk }) => desk === code);
  const holder = holders.find(({ revokedAt }) => revokedAt === '') ?? holders.at(-1);
  return { code, desk: holder?.name ?? '' };
}

/** What is exchanged, in the order of `exchanged`. */
function partnersOf(office: OpenOffice, notes: Notes, address?: string): Partner[] {
  const { grant } = office.site;
  if (!grant) return [];
  const { papers, office: records } = replicasOf(office, grant.agency);
  const acknowledged = createAcknowledged(notes);
  /** What it has taken from a stick, by its own word, or brought on one. */
  const onSticks = (part: 'papers' | 'office') => async () => {
    const { had } = await acknowledged.of(grant.registry.site, '');
    return { place: had.places[part], owed: had.owed[part] };
  };
  return [
    {
      name: REGISTRY,
      address: address ?? grant.url,
      credentials: async () => ({ name: grant.user, password: grant.password }),
      databases: [
        { name: databaseOf(grant.agency), direction: 'both', replica: papers, brought: onSticks('papers') },
        {
          name: databaseOf(grant.agency, '-office'),
          direction: 'both',
          replica: withoutSites(records),
          brought: onSticks('office'),
        },
        { name: 'directory', direction: 'pull', replica: directoryMirror(office) },
      ],
      scans: { database: databaseOf(grant.agency, '-scans'), files: office.store.blobs, papers, filesOf },
    },
  ];
}

function portsOf({ now, log }: OpenOffice): SyncPorts {
  const after: SyncPorts['after'] = (milliseconds, task) => {
    const timer = setTimeout(task, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  };
  return {
    now,
    elapsed: () => performance.now(),
    random: Math.random,
    fetch: (...request) => fetch(...request),
    after,
    deadline: after,
    log,
  };
}
