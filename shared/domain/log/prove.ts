import { isSigned, pastsOf } from './check.ts';
import { keyOf, orderLog } from './graph.ts';
import { hashLine, hashOf, type Line, type Paper, type Verify } from './line.ts';

/**
 * Why a line that somebody has carried here is not believed:
 * - `altered`: its hash does not fit its content, its parents or the paper;
 * - `missing`: a line it was written after has not come, so that its content cannot be verified;
 * - `forged`: the signature is not the site's;
 * - `unknownSite`: the site's key is not known here.
 */
export type Unproved = { line: string; why: 'altered' | 'missing' | 'forged' | 'unknownSite' };

/**
 * What of a carried copy is proved by signatures: a log like the copy's, without the lines that are not. A line that stands here
 * already is taken as it stands here, so that a copy cannot put other content under its hash.
 *
 * @param here the paper as it stands here, whose lines need no proof where the copy has the same entry
 */
export function proveLines(
  copy: Paper,
  here: Paper | undefined,
  keyOfSite: (site: string) => string | undefined,
  verify: Verify,
): { log: Line[]; unproved: Unproved[] } {
  const identity = { id: copy.id, book: copy.book, entryHash: hashOf(copy.entry) };
  const proved = here && hashOf(here.entry) === identity.entryHash ? here.log : [];
  const held = new Map(proved.map((line) => [nameOf(line), line]));
  const believed = new Map<string, Line[]>();
  const believe = (line: Line) => void believed.set(line.id, [...(believed.get(line.id) ?? []), line]);
  for (const line of held.values()) believe(line);

  function doubtOf(line: Line): Unproved['why'] | undefined {
    if (line.after.some((id) => !believed.has(id))) return 'missing';
    if (!pastsOf(line, believed).some((parents) => hashLine(identity, line, parents) === line.hash)) return 'altered';
    const key = keyOfSite(line.site);
    if (key === undefined) return 'unknownSite';
    return isSigned(line, key, verify) ? undefined : 'forged';
  }

  const log: Line[] = [];
  const unproved: Unproved[] = [];
  for (const line of orderLog(copy.log)) {
    const own = held.get(nameOf(line));
    const why = own ? undefined : doubtOf(line);
    if (why) unproved.push({ line: line.id, why });
    else {
      log.push(own ?? line);
      if (!own) believe(line);
    }
  }
  return { log, unproved };
}

/** A line by its identity and who signed it. */
function nameOf(line: Line): string {
  return `${keyOf(line)} ${line.sig}`;
}
