import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { confirmedHere } from '../../main/sync/checkpoint.ts';
import { keyOf } from '../../main/sync/engine.ts';
import { grantSite } from '../../registry/provisioning/site.ts';
import type { SiteAnswer, SiteRequest } from '../../shared/centre/enrolment.ts';
import { startServer } from '../registry-server.ts';
import { type Desk, type DeskOptions, openDesk } from './desk.ts';
import { type Registry, startRegistry } from './registry.ts';
import { until } from './until.ts';

/** A registry for the tests of a file. @param start for what is lost on no server that is somebody's: `startEmbedded` */
export function registryForTests(start = startServer) {
  const folder = mkdtempSync(join(tmpdir(), 'kense sync '));
  const started: { registry?: Registry } = {};
  let count = 0;
  beforeAll(async () => {
    started.registry = await startRegistry(await start(join(folder, 'registry')));
  });
  afterAll(async () => {
    await started.registry!.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    folder,
    get registry() {
      return started.registry!;
    },
    /** An agency of its own for a test, one that no real registry has. */
    async agency() {
      const registry = started.registry!;
      const agency = `23${90_000 + ++count}`;
      const database = `agency-${agency}`;
      await registry.addAgency(agency);
      const user = await registry.addUser(`site-${agency}`, agency);
      return {
        agency,
        database,
        user,
        atCentre: () => registry.papersIn(database),
        /** Until all that has gone from a desk, and all that stands there, is behind the desk's checkpoint. */
        async confirmed({ notes, papers }: Pick<Desk, 'notes' | 'papers'>): Promise<void> {
          const left = async () => {
            const { pulled, pushed } = await confirmedHere(notes, keyOf('registry', database));
            if (pulled === undefined || pushed === undefined) return undefined;
            const here = await papers.changedSince(pushed, 1);
            const there = await registry.ask('GET', `${database}/_changes?limit=1&since=${encodeURIComponent(pulled)}`);
            return here.papers.length + (there as { results: unknown[] }).results.length;
          };
          await until(left, (some) => some === 0);
        },
        /** The registry grants a desk what it asks for; the codes as they come. */
        async enrol(request: SiteRequest): Promise<SiteAnswer> {
          const granted = await grantSite(registry.couch, request, registry.url);
          if (!granted.ok) throw new Error(granted.problem);
          return granted.answer;
        },
        /** Opens a desk; the same code again is the same desk after a restart. */
        async open(desk: string, options: Partial<DeskOptions> = {}): Promise<Desk> {
          const place = { folder: join(folder, `${agency} ${desk}`), address: registry.url };
          const opened = await openDesk({ ...place, agency, desk, user, speed: 20, ...options });
          if (!options.enrol) await enterSite(registry, database, opened);
          let closed: Promise<void> | undefined;
          const { close } = opened;
          opened.close = () => {
            closed ??= close();
            return closed;
          };
          onTestFinished(opened.close);
          return opened;
        },
      };
    },
  };
}

/** Sites are entered by the centre alone; an enrolment does it. */
async function enterSite(registry: Registry, database: string, { store, office }: Desk): Promise<void> {
  const record = await store.records.findOne(`site:${office.site.site}`).exec(true);
  const { id, book, entry, log } = record.toMutableJSON();
  await registry.ask('PUT', `${database}-office/${id}`, { book, entry, log });
}

export const stateOf = (desk: Desk, is: string) =>
  until(
    () => desk.sync.state(),
    (state) => state.is === is,
  );

/** Waits until everybody holds the same papers, and returns them. */
export async function agreed(everybody: (() => Promise<unknown[]>)[], papers: number, patience?: number) {
  const seen = await until(
    () => Promise.all(everybody.map((all) => all())),
    (all) => all.every((one) => one.length === papers && JSON.stringify(one) === JSON.stringify(all[0])),
    patience,
  );
  return seen[0] as Awaited<ReturnType<Desk['all']>>;
}

/** Adds a file to a paper the way the office does; returns its name. */
export async function attach(desk: Desk, number: string, bytes: Uint8Array): Promise<string> {
  const { sha256: name } = await desk.store.blobs.put(bytes);
  await desk.act(number, {
    do: 'attach',
    data: { sha256: name, bytes: bytes.length, type: 'image/png', name: 'а.png' },
  });
  return name;
}

export const assign = (id: string) => ({ do: 'assign', data: { executor: { id, name: id } } });
