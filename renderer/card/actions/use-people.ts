import { useMemo } from 'react';
import type { Colleague } from '../../../shared/contract/shapes.ts';
import { useToday } from '../../clock.ts';
import type { Pick } from '../../inputs/pick-input.tsx';
import { useDirectory } from '../../state/directory.tsx';
import { useWords } from '../../words.tsx';

/** Those of the staff to whom a paper can be given: who has left is offered no more, who is away is said to be. */
export function usePeople(): Pick[] {
  const { both, t, formatDate } = useWords();
  const { staff, body } = useDirectory().directory;
  const today = useToday(body.zone);
  return useMemo(
    () =>
      staff
        .filter(({ leftOn }) => leftOn === undefined || leftOn > today)
        .map(({ id, name, post, absence }) => {
          const away =
            absence && isAwayOn({ absence }, today) ? t('actions.away', { until: formatDate(absence.to) }) : '';
          return { key: id, label: name, detail: [both(post), away].filter((part) => part !== '').join(' · ') };
        }),
    [staff, today, both, t, formatDate],
  );
}

/** Whether somebody does not work on this day. */
export function isAwayOn({ absence }: { absence?: Colleague['absence'] }, day: string): boolean {
  return absence !== undefined && absence.from <= day && (absence.to === '' || day <= absence.to);
}
