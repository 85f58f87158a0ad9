import type { RepeatFound } from '../../shared/contract/matters.ts';
import { useWords } from '../words.tsx';

/** Why an earlier paper is thought to be about the same, in a sentence. */
export function RepeatReason({ found }: { found: RepeatFound }) {
  const { t, formatDate } = useWords();
  const { as, by, likeness, answeredOn, row } = found;
  const state =
    as === 'sameText'
      ? ''
      : answeredOn !== ''
        ? t('matter.answered', { date: formatDate(answeredOn) })
        : row.open
          ? as === 'repeat'
            ? t('matter.overdue', { date: formatDate(row.dueOn) })
            : t('matter.open')
          : t('matter.closed');
  return (
    <p>
      {[
        by === 'other' ? t('matter.by.other') : t(`matter.by.${by}`),
        t('matter.likeness', { percent: likeness }),
        state,
      ]
        .filter((part) => part !== '')
        .join('; ')}
    </p>
  );
}
