import { useEffect, useState } from 'react';
import { office } from '../../client/connection.ts';
import { useWords } from '../../words.tsx';

/** The body that a paper of this subject from this place is for, when it is another one; '' while nobody knows. */
export function useCompetent(subject: string, place: string): string {
  const { both } = useWords();
  const [found, setFound] = useState<{ kk: string; ru: string }>();
  useEffect(() => {
    let isAsked = true;
    const take = (name: typeof found) => isAsked && setFound(name);
    // It is a suggestion: without an answer there is none.
    office.matters.competent({ subject, place }).then(
      (body) => take(body?.name),
      () => take(undefined),
    );
    return () => {
      isAsked = false;
    };
  }, [subject, place]);
  return found ? both(found) : '';
}
