import { createHash, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { StoredRecord } from '../../main/office/open/collections.ts';
import { goingOver } from '../../main/office/open/go-over.ts';
import { type Site, signerOf, verifyEd25519 } from '../../main/office/open/site.ts';
import { storedPaper } from '../../main/office/open/stored-paper.ts';
import { createBundles, type Known } from '../../main/sync/bundle/bundles.ts';
import { paperFits, recordFits } from '../../main/sync/fits.ts';
import { createReplica } from '../../main/sync/replica.ts';
import { readRegistryKey } from '../../registry/provisioning/registry-key.ts';
import { grantSite } from '../../registry/provisioning/site.ts';
import { filesOf } from '../../shared/books/index.ts';
import { signRequest } from '../../shared/centre/enrolment.ts';
import { createHybridClock } from '../../shared/domain/clock/hybrid-clock.ts';
import { headsOf } from '../../shared/domain/log/graph.ts';
import { hashOf, type Line, type Sign, sealLine } from '../../shared/domain/log/line.ts';
import type { Server } from '../registry-server.ts';
import { openDesk } from '../sync/desk.ts';

const REGISTRY = { id: 'registry', name: 'Kense', post: { kk: 'тізілім', ru: 'реестр' } };

/** The registry as a site, for tests that need no server: it enters sites and takes their trust back. */
export function createCentre() {
  const pair = generateKeyPairSync('ed25519');
  const site = 'registry0001';
  const clock = createHybridClock({ site, now: Date.now, last: undefined });
  const signs: Sign = (bytes) => sign(null, bytes, pair.privateKey);
  let n = 0;
  return {
    site,
    publicKey: String(pair.publicKey.export({ format: 'jwk' }).x),
    /** What the registry knows of a site that it enters. */
    enter: async (desk: { record: StoredRecord }): Promise<StoredRecord> => writes(desk.record, 'grant'),
    writes,
  };

  /** A site's record with one more line of the registry's. */
  function writes(record: StoredRecord, action: 'grant' | 'revoke'): StoredRecord {
    const { id, book, entry, log } = record;
    const after = headsOf(log);
    const parents = after.map((head) => log.find((line) => line.id === head)!.hash);
    const data = action === 'grant' ? { name: '', desk: '', deskFrom: 0 } : { why: '' };
    const at = new Date().toISOString();
    const open = { id: clock.next(), v: 1, at, by: REGISTRY, site, n: ++n, after, do: action, data };
    return { id, book, entry, log: [...log, sealLine({ id, book, entryHash: hashOf(entry) }, open, parents, signs)] };
  }
}
/** Who enters sites, and whose key proves it. */
export type Centre = {
  site: string;
  publicKey: string;
  enter(desk: { record: StoredRecord; site: Site; code: string }): Promise<StoredRecord>;
};
/** The real registry as who enters sites. */
export async function registryAsCentre({ couch, url }: Pick<Server, 'couch' | 'url'>, of: string): Promise<Centre> {
  const { site, publicKey } = (await readRegistryKey(couch)).siteOf(of);
  return {
    site,
    publicKey,
    async enter({ record, site: asking, code }) {
      const request = { site: asking.site, publicKey: asking.publicKey, agency: of, name: `${code}-терезе` };
      const asked = { ...request, issuesNumbers: true, askedAt: new Date().toISOString() };
      const granted = await grantSite(couch, signRequest(asked, signerOf(asking)), url);
      if (!granted.ok || granted.desk?.code !== code) throw new Error(`not granted: ${code}`);
      const { _id, book, entry, log } = (await couch.demand('GET', `agency-${of}-office/${record.id}`)) as never;
      return { id: _id, book, entry, log } as StoredRecord;
    },
  };
}

/** Desks of one agency without any network. */
export function bundleDesks(centre: Centre, agency = '2300001') {
  const folder = mkdtempSync(join(tmpdir(), 'kense bundles '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  let count = 0;

  /** A desk that the registry has entered; the same code again is the same desk after a restart. */
  async function open(code: string, name = `${code} ${++count}`) {
    const user = { name: '', password: '' };
    const place = { folder: join(folder, name), address: 'http://127.0.0.1:9' };
    const desk = await openDesk({ ...place, agency, desk: code, user });
    onTestFinished(desk.close);
    const { office, store } = desk;
    const { site, publicKey, privateKey } = office.site;
    const own = await store.records.findOne(`site:${site}`).exec(true);
    const { gate } = office;
    const replicas = {
      office: createReplica({ collection: store.records, gate, fits: recordFits, stored: (one) => one }),
      papers: createReplica({
        collection: store.papers,
        gate,
        fits: paperFits(agency),
        stored: (paper) => storedPaper(paper, office.assets.law, site),
        ...goingOver(office),
      }),
    };
    const record = own.toMutableJSON() as StoredRecord;
    const entered = await centre.enter({ record, site: office.site, code });
    await replicas.office.unite([{ current: entered, others: [] }]);
    const keys = new Map<string, string>();
    const revoked = new Set<string>();
    const readSites = async () => {
      for (const document of await store.records.find().exec()) {
        const { id, book, entry, log } = document.toJSON() as StoredRecord;
        if (book !== 'site') continue;
        keys.set(id.slice(5), (entry as { publicKey: string }).publicKey);
        if (log.some((line: Line) => line.do === 'revoke')) revoked.add(id.slice(5));
      }
    };
    await readSites();
    const bundles = await createBundles({
      site,
      agency,
      keys: { publicKey, privateKey },
      sign: signerOf(office.site),
      verify: verifyEd25519,
      sites: { keyOf: (one) => keys.get(one), isRevoked: (one) => revoked.has(one) },
      centre,
      replicas,
      files: store.blobs,
      filesOf,
      notes: desk.notes,
      now: Date.now,
      randomBytes: (length) => randomBytes(length),
      randomId: randomUUID,
    });

    return {
      ...desk,
      site,
      publicKey,
      bundles,
      replicas,
      learnSites: readSites,
      record: async () => (await store.records.findOne(`site:${site}`).exec(true)).toMutableJSON() as StoredRecord,
      /** The bytes of a bundle for another desk. */
      async bundleFor(
        reader: { site: string; publicKey: string },
        { withScans = true, known }: { withScans?: boolean; known?: Known } = {},
      ): Promise<Buffer> {
        const chunks: Uint8Array[] = [];
        const { site: of, publicKey: key } = reader;
        await bundles.make({ site: of, publicKey: key, withScans, ...(known && { known }) }, async (bytes) => {
          for await (const chunk of bytes) chunks.push(chunk);
        });
        return Buffer.concat(chunks);
      },
      async takeIn(bytes: Uint8Array) {
        const taken = await bundles.takeIn(() => inChunks(bytes));
        await readSites();
        return taken;
      },
      /** Adds a scan the way the office does. */
      async attach(number: string, bytes: Uint8Array) {
        const { sha256 } = await store.blobs.put(bytes);
        await desk.act(number, {
          do: 'attach',
          data: { sha256, bytes: bytes.length, type: 'image/png', name: 'а.png' },
        });
        return sha256;
      },
    };
  }
  return { open };
}
export type BundleDesk = Awaited<ReturnType<ReturnType<typeof bundleDesks>['open']>>;

async function* inChunks(bytes: Uint8Array, length = 10_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
