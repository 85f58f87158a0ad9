import { useEffect, useState } from 'react';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { Named } from '../../../shared/books/fields.ts';
import { office } from '../../client/connection.ts';
import { useDirectory } from '../../state/directory.tsx';

/** Of those who had papers of this subject and are here, whoever has least to do; only for an open paper that has nobody. */
export function useUsualExecutor({ subject, open, executorName }: AppealState): Named | undefined {
  const { staff } = useDirectory().directory;
  const [usual, setUsual] = useState('');
  const isWanted = open && executorName === '' && subject !== '';
  useEffect(() => {
    const end = new AbortController();
    const settle = (id = '') => {
      if (!end.signal.aborted) setUsual(id);
    };
    // It is a suggestion: without an answer there is none.
    if (isWanted)
      office.matters.executors({ subject }, { signal: end.signal }).then(
        ([first]) => settle(first?.id),
        () => settle(),
      );
    else settle();
    return () => end.abort();
  }, [subject, isWanted]);
  const person = staff.find(({ id }) => id === usual);
  return person && { id: person.id, name: person.name };
}
