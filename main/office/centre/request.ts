import { z } from 'zod';
import { isRegistryAddress } from '../../../shared/centre/address.ts';
import {
  type FormerSite,
  type Grant,
  openAnswer,
  type SiteRequest,
  signFormer,
  signRequest,
  siteAnswerSchema,
  siteRequestSchema,
} from '../../../shared/centre/enrolment.ts';
import type { ProblemCode } from '../../../shared/contract/problems.ts';
import { recordFits } from '../../sync/fits.ts';
import type { Store } from '../open/open-store.ts';
import {
  createSiteKeys,
  type FormerKeys,
  formerOf,
  type Site,
  type SiteKeys,
  signerOf,
  verifyEd25519,
} from '../open/site.ts';
import { REQUEST } from '../open/take-up-site.ts';
import { ProblemError } from '../problem-error.ts';

const keptSchema = z.object({
  request: siteRequestSchema,
  privateKey: z.string(),
  /** The computer that asked: a copy of its store somewhere else must not take the same desk code. */
  machine: z.string(),
  /** Where the registry was asked over the network; '' when the request goes by hand. */
  address: z.string(),
});

/** A request to a registry that waits for its answer, with the keys it was made with. */
export type KeptRequest = z.infer<typeof keptSchema>;

/** What somebody at the desk says of it. */
export type Asked = Pick<SiteRequest, 'agency' | 'name' | 'issuesNumbers'> & { address: string };

type Host = { now: () => number; machine: string };

/** What a computer was until now, and the desk codes in use that it knows of, each with the last year of it. */
export type Before = { site: Site; taken: ReadonlyMap<string, number> };

/**
 * A fresh pair of keys each time: a desk code is granted to keys that have written nothing yet. What was before stands in it, so that a
 * registry that has lost it gives no desk code twice, and lets in what this computer has under its own.
 */
export function makeRequest({ address, ...asked }: Asked, { now, machine }: Host, before?: Before): KeptRequest {
  const { site, publicKey, privateKey } = createSiteKeys();
  const askedAt = new Date(now()).toISOString();
  const isSame = before?.site.grant?.agency === asked.agency;
  const former = isSame ? formerOf(before.site).map((name) => provedFormer(name, publicKey, before.taken)) : [];
  const taken = isSame ? [...before.taken].map(([code, year]) => String(year).slice(2) + code) : [];
  const known = { ...(former.length > 0 && { former }), ...(taken.length > 0 && { taken }) };
  const open = { site, publicKey, ...asked, askedAt, ...known };
  const request = signRequest(open, signerOf({ site, publicKey, privateKey }));
  return { request, privateKey, machine, address };
}

function provedFormer(name: FormerKeys, asking: string, taken: Before['taken']): FormerSite {
  const { site, publicKey, had } = name;
  const desk = had && { ...had, until: Math.max(had.from, taken.get(had.code) ?? 0) };
  return signFormer({ site, publicKey, ...(desk && { desk }) }, asking, signerOf(name));
}

export async function readRequest({ local }: Pick<Store, 'local'>): Promise<KeptRequest | undefined> {
  const stored = await local.findOne(REQUEST).exec();
  return stored ? keptSchema.parse(stored.toJSON().value) : undefined;
}

export async function keepRequest({ local }: Pick<Store, 'local'>, request: KeptRequest): Promise<void> {
  await local.upsert({ id: REQUEST, value: request });
}

export async function dropRequest({ local }: Pick<Store, 'local'>): Promise<void> {
  await local.findOne(REQUEST).remove();
}

export type Granted = { keys: SiteKeys; grant: Grant };

/**
 * What a registry's answer grants to the request that waits here.
 *
 * @param text of the answer file, whatever it is
 * @throws ProblemError `noRequest`, `answerUnreadable`, `answerForeign`, `answerAltered`, `registryInClear`
 */
export function readAnswer(kept: KeptRequest | undefined, text: string, machine: string): Granted {
  if (!kept || kept.machine !== machine) throw new ProblemError('noRequest');
  const { request, privateKey } = kept;
  const answer = siteAnswerSchema.safeParse(parse(text));
  if (!answer.success) throw new ProblemError('answerUnreadable', { detail: 'no answer' });
  if (answer.data.site !== request.site) throw new ProblemError('answerForeign', { detail: answer.data.site });
  const grant = opened(() => openAnswer(answer.data, privateKey, verifyEd25519), 'answerUnreadable');
  if (!grant) throw new ProblemError('answerAltered');
  if (!isRegistryAddress(grant.url)) throw new ProblemError('registryInClear', { detail: grant.url });
  if (grant.agency !== request.agency) throw new ProblemError('answerForeign', { detail: grant.agency });
  for (const { id: _id, ...record } of grant.records)
    if (!recordFits({ _id, ...record }).ok) throw new ProblemError('answerUnreadable', { detail: _id });
  return { keys: { site: request.site, publicKey: request.publicKey, privateKey }, grant };
}

function parse(text: string): unknown {
  return opened(() => JSON.parse(text) as unknown, 'answerUnreadable');
}

function opened<T>(open: () => T, code: ProblemCode): T {
  try {
    return open();
  } catch (cause) {
    throw new ProblemError(code, { cause });
  }
}
