import type { Law } from '../../../shared/domain/law/law.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import { mergePapers } from '../../../shared/domain/log/merge.ts';
import type { Unite } from '../../store/care/copy.ts';
import type { StoredDocument } from '../../store/stored-document.ts';
import type { StoredPaper } from '../open/collections.ts';
import { storedPaper } from '../open/stored-paper.ts';

/**
 * How what was rescued and a backup become one store: papers and the office's records by the union of their logs, as any two
 * copies (design §2). What concerns this computer alone is newer where it was rescued. What only one of them has, stays.
 *
 * @param beside takes a paper of the backup that has had another entry since: it was corrected, or has gone over to the registry's. What was rescued
 *   stays in its place, and the paper of before may be kept nowhere but in the backup
 */
export function uniteCopies(law: Law, beside: (paper: Paper) => void): Unite {
  return (collection, mine, theirs) => {
    if (!mine) return theirs;
    if (collection !== 'papers' && collection !== 'office') return undefined;
    const merged = mergePapers(paperIn(mine), paperIn(theirs));
    if (!merged.ok && collection === 'papers') beside(paperIn(theirs));
    if (!merged.ok || merged.paper.log.length === paperIn(mine).log.length) return undefined;
    if (merged.paper.log.length === paperIn(theirs).log.length) return theirs;
    const united = { ...mine, log: merged.paper.log };
    if (collection !== 'papers') return united;
    const { own } = (mine as unknown as StoredPaper).state;
    return { ...united, state: { ...storedPaper(merged.paper, law, '').state, own } };
  };
}

function paperIn(document: StoredDocument): Paper {
  return document as unknown as Paper;
}
