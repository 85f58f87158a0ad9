import { type Checkpoints, numberOfToken } from '../../shared/centre/bundle/parts.ts';
import { databaseOf } from '../../shared/centre/names.ts';
import { type Couch, read } from '../deploy/couch.ts';

const parts = { papers: '', office: '-office', scans: '-scans' } as const;

/**
 * What stands here of the checkpoints that a site has exchanged with this registry over the network, and nothing in one that was made anew
 * (main/sync/checkpoint.ts). Whoever writes there what he likes makes a desk leave out, once, what it would have sent by stick; over the network
 * more is asked.
 */
export async function checkpointsHere(couch: Couch, agency: string, site: string): Promise<Checkpoints> {
  const tokensOf = async (part: (typeof parts)[keyof typeof parts]): Promise<string[]> => {
    const stored = await read(couch, `${databaseOf(agency, part)}/_local/kense-${site}`);
    const { token, previous } = (stored ?? {}) as { token?: unknown; previous?: unknown };
    return [token, previous].filter((one): one is string => typeof one === 'string' && one !== '' && one.length <= 100);
  };
  const { papers, office, scans } = parts;
  return { papers: await tokensOf(papers), office: await tokensOf(office), scans: await tokensOf(scans) };
}

/**
 * Whether a bundle leaves something out that another registry has confirmed, or this one in a state that it has lost. Where a later token stands here than
 * the bundle names, the two have been in touch since it was made, and have compared what each has.
 */
export async function leavesOut(couch: Couch, agency: string, site: string, named: Checkpoints): Promise<boolean> {
  const here = await checkpointsHere(couch, agency, site);
  const isKnown = (token: string, own: string) => own === token || numberOfToken(own) > numberOfToken(token);
  return (Object.keys(parts) as (keyof Checkpoints)[]).some((part) =>
    named[part].some((token) => !here[part].some((own) => isKnown(token, own))),
  );
}
