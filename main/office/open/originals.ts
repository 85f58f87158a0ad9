import type { Line, Paper } from '../../../shared/domain/log/line.ts';
import { mergeLogs } from '../../../shared/domain/log/merge.ts';
import { firstOf, lackingIn, originOf, type Proof, provedIn } from '../../../shared/domain/log/replaced.ts';
import type { OpenOffice } from './open-office.ts';
import type { Store } from './open-store.ts';
import { ownKeys, type Site, type SiteKeys, verifyEd25519 } from './site.ts';

const PREFIX = 'original:';
/** So much of an origin's hash tells the originals of one paper apart (96 bits). Characters. */
const TELLING = 16;

type Local = Pick<Store, 'local'>;
type Names = Pick<Site, keyof SiteKeys | 'former'>;

/** What of an office is needed to look after what its papers were before. */
export type Keeper = {
  store: Local;
  site: Names;
  records: Pick<OpenOffice['records'], 'keyOfSite' | 'revokedAt'>;
};

/** A paper as it was before one of another entry took its place, beside it on this computer: it never replicates. */
const originalId = (number: string, origin: string) => `${PREFIX}${number}:${origin.slice(0, TELLING)}`;

/** The number of the paper whose original a document of the local collection is. */
export function numberOfOriginal(id: string): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length).split(':')[0] : undefined;
}

/** Before the other one is written: whatever happens then, it is here, with all that was ever written on it here. */
export async function keepOriginal(store: Local, { id, book, entry, log }: Paper): Promise<void> {
  const key = originalId(id, originOf({ log }));
  const kept = originalIn((await store.local.findOne(key).exec())?.toJSON());
  const original = { id, book, entry, log: mergeLogs(kept?.log ?? [], log) };
  const known = await knownOf(store);
  await store.local.upsert({ id: key, value: { original } });
  known.set(id, {});
}

/** A paper of another entry that stood under a number, and its lines that are not in the paper that stands there. */
export type Beside = { original: Paper; lacking: Line[] };

/** What stood in the place of a paper on this computer. */
export async function besideOf(office: Keeper, paper: Paper): Promise<Beside[]> {
  const { store, records } = office;
  const known = await knownOf(store);
  const before = known.get(paper.id);
  if (!before) return [];
  const state = JSON.stringify([paper.entry, paper.log]);
  if (before.found && before.state === state && before.records === records) return before.found;
  const proof = proofOf(office);
  const kept = await keptOf(store, paper.id);
  const found = kept.map((original) => ({ original, lacking: lackingIn(paper, original, proof) }));
  // Unless one more was kept meanwhile.
  if (known.get(paper.id) === before) known.set(paper.id, { found, state, records });
  return found;
}

/** The numbers of the papers beside which something is kept that was not, when they were looked at last, in them as a whole. */
export async function numbersInDoubt(store: Local): Promise<string[]> {
  const isInDoubt = ({ found }: Known) => !found || found.some(({ lacking }) => lacking.length > 0);
  return [...(await knownOf(store))].flatMap(([number, known]) => (isInDoubt(known) ? [number] : []));
}

/** The keys of this computer it knows itself, also those under its former names. */
export function proofOf({ site, records }: Pick<Keeper, 'site' | 'records'>): Proof {
  const own = new Map(ownKeys(site).map((keys) => [keys.site, keys.publicKey]));
  return { keyOfSite: (one) => own.get(one) ?? records.keyOfSite(one), verify: verifyEd25519 };
}

/**
 * The keys under which this computer has registered a paper: it alone may put another entry into it. What only says that it is ours must not become it.
 *
 * @returns undefined when it has not registered it
 */
export function registrarOf(site: Names, paper: Paper): SiteKeys | undefined {
  const keys = ownKeys(site).find((one) => one.site === firstOf(paper.log)?.site);
  if (!keys) return undefined;
  const keyOfSite = (one: string) => (one === keys.site ? keys.publicKey : undefined);
  const proved = provedIn(paper, { keyOfSite, verify: verifyEd25519 });
  return paper.log.every((line) => line.site !== keys.site || proved.includes(line)) ? keys : undefined;
}

/** What was found out last about what is kept beside a paper: proving it takes milliseconds, and the same paper comes again and again. */
type Known = { found?: Beside[]; state?: string; records?: Keeper['records'] };

/** Of the papers beside which something is kept: they are few, and every paper that comes is asked after. */
const remembered = new WeakMap<Store['local'], Promise<Map<string, Known>>>();

function knownOf({ local }: Local): Promise<Map<string, Known>> {
  const known = remembered.get(local);
  if (known) return known;
  const [$gte, $lt] = [PREFIX, 'original;'];
  const found = local.find({ selector: { id: { $gte, $lt } } }).exec();
  const read = found.then((all) => new Map(all.map(({ id }) => [numberOfOriginal(id)!, {} as Known])));
  remembered.set(local, read);
  read.catch(() => remembered.delete(local));
  return read;
}

async function keptOf(store: Local, number: string): Promise<Paper[]> {
  const [$gte, $lt] = [`${PREFIX}${number}:`, `${PREFIX}${number};`];
  const found = await store.local.find({ selector: { id: { $gte, $lt } } }).exec();
  return found.flatMap((document) => originalIn(document.toJSON()) ?? []);
}

function originalIn(stored: { value: unknown } | undefined): Paper | undefined {
  return (stored?.value as { original: Paper } | undefined)?.original;
}
