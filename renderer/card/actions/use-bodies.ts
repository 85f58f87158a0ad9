import { useMemo } from 'react';
import { useToday } from '../../clock.ts';
import { bodiesOn } from '../../inputs/bodies.ts';
import { useDirectory } from '../../state/directory.tsx';
import { useWords } from '../../words.tsx';

/** The bodies there are today to which a paper may go. */
export function useBodies(): { id: string; name: string }[] {
  const { both } = useWords();
  const { higherBodies, body } = useDirectory().directory;
  const today = useToday(body.zone);
  return useMemo(
    () => bodiesOn(today, higherBodies).map(({ id, name }) => ({ id, name: both(name) })),
    [today, higherBodies, both],
  );
}
