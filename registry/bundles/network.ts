import { type Checkpoints, numberOfToken } from '../../shared/centre/bundle/parts.ts';
import { databaseOf } from '../../shared/centre/names.ts';
import { type Couch, read } from '../deploy/couch.ts';

const parts = { papers: '', office: '-office', scans: '-scans' } as const;
type Part = keyof typeof parts;

/**
 * What stands here of the checkpoints that a site has exchanged with this registry over the network, and nothing in one that was made anew
 * (main/sync/checkpoint.ts). Whoever writes there what he likes makes a desk leave out, once, what it would have sent by stick; over the network
 * more is asked.
 */
export async function checkpointsHere(couch: Couch, agency: string, site: string): Promise<Checkpoints> {
  const tokensOf = async (part: Part) => (await halfHere(couch, agency, site, part)).tokens;
  return { papers: await tokensOf('papers'), office: await tokensOf('office'), scans: await tokensOf('scans') };
}

/** `isComparing`: the site has found another registry here than before, and has not compared all that each has yet. */
async function halfHere(couch: Couch, agency: string, site: string, part: Part) {
  const stored = await read(couch, `${databaseOf(agency, parts[part])}/_local/kense-${site}`);
  const { token, previous, isComparing } = (stored ?? {}) as Record<string, unknown>;
  const isToken = (one: unknown): one is string => typeof one === 'string' && one !== '' && one.length <= 100;
  return { tokens: [token, previous].filter(isToken), isComparing: isComparing === true };
}

/**
 * Whether a bundle leaves something out that another registry has confirmed, or this one in a state that it has lost. Where a later token stands here than
 * the bundle names, the two have been in touch since it was made, and have compared what each has, unless that has not come to its end.
 */
export async function leavesOut(couch: Couch, agency: string, site: string, named: Checkpoints): Promise<boolean> {
  for (const part of Object.keys(parts) as Part[]) {
    const { tokens, isComparing } = await halfHere(couch, agency, site, part);
    const isLater = (own: string, token: string) => !isComparing && numberOfToken(own) > numberOfToken(token);
    const isKnown = (token: string) => tokens.some((own) => own === token || isLater(own, token));
    if (!named[part].every(isKnown)) return true;
  }
  return false;
}
