import { useEffect, useState } from 'react';
import type { CompetentBody } from '../../../shared/contract/matters.ts';
import { office } from '../../client/connection.ts';

/** The body that a paper of this subject from this place is for, when it is another one; null while nobody knows. */
export function useCompetent(subject: string, place: string): CompetentBody {
  const [competent, setCompetent] = useState<CompetentBody>(null);
  useEffect(() => {
    const end = new AbortController();
    const settle = (found: CompetentBody) => {
      if (!end.signal.aborted) setCompetent(found);
    };
    // It is a suggestion: without an answer there is none.
    office.matters.competent({ subject, place }, { signal: end.signal }).then(settle, () => settle(null));
    return () => end.abort();
  }, [subject, place]);
  return competent;
}
