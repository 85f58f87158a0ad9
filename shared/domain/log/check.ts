import { base64urlnopad } from '@scure/base';
import { hashBytes, hashLine, hashOf, type Line, type Paper, type Verify } from './line.ts';

/**
 * What can be wrong with a line:
 * - `altered`: its hash does not fit its content, its parents or the paper;
 * - `missing`: a line it was written after is not here;
 * - `forged`: the signature is not the site's;
 * - `unknownSite`: the site's key is not known here (yet): neither proved nor refuted;
 * - `twin`: another line carries the same id.
 */
export type Finding = { line: string; finding: 'altered' | 'missing' | 'forged' | 'unknownSite' | 'twin' };

/** Twins multiply the pasts a line may have been written after; beyond this many the line counts as altered. */
const MOST_PASTS = 64;

/**
 * Checks a paper's log against its seals.
 *
 * @param keyOfSite the site's public key, or undefined when it is not known here
 */
export function checkLog(paper: Paper, keyOfSite: (site: string) => string | undefined, verify: Verify): Finding[] {
  return sealsOf(paper, keyOfSite, verify).flatMap(({ line, found }) => {
    return found.map((finding) => ({ line: line.id, finding }));
  });
}

/** Every line of a paper, and what is wrong with it: of two lines under one id one may be right. */
export function sealsOf(
  paper: Paper,
  keyOfSite: (site: string) => string | undefined,
  verify: Verify,
): { line: Line; found: Finding['finding'][] }[] {
  const identity = { id: paper.id, book: paper.book, entryHash: hashOf(paper.entry) };
  const byId = new Map<string, Line[]>();
  for (const line of paper.log) byId.set(line.id, [...(byId.get(line.id) ?? []), line]);
  return paper.log.map((line) => {
    const found: Finding['finding'][] = [];
    if (byId.get(line.id)!.length > 1) found.push('twin');
    if (line.after.some((id) => !byId.has(id))) found.push('missing');
    else if (!pastsOf(line, byId).some((parents) => hashLine(identity, line, parents) === line.hash))
      found.push('altered');
    const key = keyOfSite(line.site);
    if (key === undefined) found.push('unknownSite');
    else if (!isSigned(line, key, verify)) found.push('forged');
    return { line, found };
  });
}

/** Every combination of parents' hashes; more than one only where twins stand. */
export function pastsOf(line: Line, byId: ReadonlyMap<string, Line[]>): string[][] {
  let pasts: string[][] = [[]];
  for (const id of line.after) {
    pasts = pasts.flatMap((past) => byId.get(id)!.map((parent) => [...past, parent.hash]));
    if (pasts.length > MOST_PASTS) return [];
  }
  return pasts;
}

/** Whether the site with this key signed the line's hash. */
export function isSigned(line: Line, key: string, verify: Verify): boolean {
  try {
    return verify(key, hashBytes(line.hash), base64urlnopad.decode(line.sig));
  } catch {
    return false; // not even base64url: nobody signed this
  }
}
