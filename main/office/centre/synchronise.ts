import { filesOf } from '../../../shared/books/index.ts';
import { mayBeCorrected } from '../../../shared/centre/checks.ts';
import { databaseOf } from '../../../shared/centre/names.ts';
import {
  exchanged,
  MOST_WAITING,
  type SyncOverview,
  type SyncState,
  type SyncStatus,
  type Waiting,
} from '../../../shared/contract/sync.ts';
import { describe } from '../../store/errors.ts';
import { createAcknowledged } from '../../sync/bundle/acknowledged.ts';
import { createSync, type Partner } from '../../sync/engine.ts';
import { createNotes } from '../../sync/notes.ts';
import type { Notes, SyncPorts } from '../../sync/ports.ts';
import type { Trouble } from '../../sync/state.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { waitingBeside } from '../open/waiting.ts';
import { watchArrivals } from './arrivals.ts';
import { directoryMirror } from './directory-mirror.ts';
import { replicasOf, withoutSites } from './replicas.ts';

/** The exchange with the agency's registry while the office is open. */
export type Synchronising = ReturnType<typeof startSynchronising>;

/** The partner's name in the engine's notes; stays for good. */
export const REGISTRY = 'registry';

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
  const refusedPapers = () =>
    (papers ? sync.troublesOf(papers) : []).map(asTold).filter((trouble) => trouble.kind === 'refused');
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
  const withWaiting = (now: SyncState, beside: readonly Told[]): SyncState =>
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
      return { state: shown, waiting: waitingIn(databases), revokedAt: revokedAt() };
    },
    async overview(): Promise<SyncOverview> {
      const { databases } = await counted();
      const beside = await besideOf(office);
      return {
        state: withWaiting(state(), beside),
        waiting: waitingIn(databases),
        revokedAt: revokedAt(),
        exchanges: databases.map(({ state, waiting, troubles }, i) => ({
          what: exchanged[i]!,
          state,
          waiting: waiting.slice(0, MOST_WAITING),
          troubles: [
            ...troubles.map(asTold),
            ...(exchanged[i] === 'papers' ? beside : []),
            ...(exchanged[i] === 'records' ? unprovedOf(office) : []),
          ],
        })),
        left: databases.flatMap(({ left }) => left).map((number) => ({ number, ...deskOf(office, number) })),
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

/** @param databases in the order of `exchanged` */
function waitingIn(databases: readonly { waiting: readonly string[] }[]): Waiting {
  const of = (what: (typeof exchanged)[number]) => databases[exchanged.indexOf(what)]?.waiting.length ?? 0;
  return { papers: of('papers'), records: of('records'), files: of('scans') };
}

/** Whose a paper is, by the desk code of its number: who holds that, or held it last. */
function deskOf({ records }: OpenOffice, number: string): { code: string; desk: string } {
  const code = number.slice(9, 11);
  const holders = records.sites.filter(({ desk }) => desk === code);
  const holder = holders.find(({ revokedAt }) => revokedAt === '') ?? holders.at(-1);
  return { code, desk: holder?.name ?? '' };
}

type Told = SyncOverview['exchanges'][number]['troubles'][number];

function asTold(trouble: Trouble): Told {
  if (trouble.kind === 'aside') return trouble;
  const { kind, id, reason, at, isNew = false } = trouble;
  return { kind, id, reason, at, isCorrectable: isNew && mayBeCorrected(reason) };
}

/** Papers beside which something waits that has still to go over: it was done here, or came, and is not in them. */
async function besideOf(office: OpenOffice): Promise<Told[]> {
  return (await waitingBeside(office)).flatMap(({ paper: { id }, coming }): Told[] => {
    const at = Math.max(...coming.map((line) => Date.parse(line.at) || 0));
    return coming.length === 0 ? [] : [{ kind: 'aside', id, why: 'waiting', detail: `${coming.length}`, at }];
  });
}

/** Records that came and in which something does not count, each once: of several lines the last. */
function unprovedOf({ records }: OpenOffice): Told[] {
  const last = new Map(records.unproved.map(({ record, line }) => [record, line]));
  return [...last].map(([id, { id: detail, at }]) => {
    return { kind: 'aside', id, why: 'unproved', detail, at: Date.parse(at) || 0 };
  });
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
