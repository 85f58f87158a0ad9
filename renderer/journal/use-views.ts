import { useState } from 'react';
import type { JournalColumn, JournalFilter, View } from '../../shared/contract/journal.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { useLive } from '../client/use-live.ts';

/** This desk's views and the columns chosen last; undefined until they have come. */
export function useViews() {
  const { value } = useLive((client, signal) => client.views.watch(undefined, { signal }), []);
  const [chosen, setChosen] = useState<JournalColumn[]>();
  const [problem, setProblem] = useState<Problem>();
  const attempt = (call: Promise<void>) => {
    setProblem(undefined);
    call.catch((error: unknown) => setProblem(problemOf(error)));
  };
  return {
    views: value?.views ?? [],
    // Shown at once; that the desk remembers them may come a moment later.
    columns: chosen ?? value?.columns,
    problem,
    chooseColumns: (columns: JournalColumn[]) => {
      setChosen(columns);
      attempt(office.views.saveColumns({ columns }));
    },
    save: (name: string, filter: JournalFilter, columns: readonly JournalColumn[]) =>
      attempt(office.views.save({ id: crypto.randomUUID(), name, filter, columns: [...columns] })),
    remove: ({ id }: View) => attempt(office.views.remove({ id })),
  };
}
