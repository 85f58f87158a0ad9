import { toDayNumber } from '../shared/domain/date/iso-date.ts';
import type { IsoDate, Law } from '../shared/domain/law/law.ts';
import type { Term } from '../shared/domain/law/terms.ts';
import { sayDay } from '../shared/words/day-words.ts';
import { formatDate } from '../shared/words/forms.ts';
import type { Translate, Words } from '../shared/words/words.ts';

/** A term as a clerk says it to a citizen. */
export type TermReason = {
  /** «15 рабочих дней, сегодня — день 1, 16 декабря — праздник (День Независимости): 22.12.2026». */
  sentence: string;
  /** The sentence's parts without the last day, for lists. */
  parts: string[];
  /** What may still change the date; '' when nothing does. */
  caveat: string;
};

/**
 * Why the term ends when it ends, in words: its length, its first day, the days it passes over.
 *
 * @param today the agency's calendar date; a term that starts today says so
 */
export function termReason(term: Term, today: IsoDate, law: Law, words: Words): TermReason {
  const { t, language } = words;
  const day = (date: IsoDate) => sayDay(date, t);
  const parts = [
    t(`term.length.${term.unit}`, { count: term.days }),
    term.firstDay === today ? t('term.firstDay.today') : t('term.firstDay.on', { date: day(term.firstDay) }),
    ...skippedSpans(term.skipped).map(({ from, to, why, holiday }) => {
      const name = law.holidays.find(({ id }) => id === holiday)?.[language] ?? '';
      return t(`term.skipped.${why}`, { days: saySpan(from, to, t), name });
    }),
    ...term.workingWeekends.map((date) => t('term.workingWeekend', { date: day(date) })),
    ...(term.movedFrom ? [t('term.moved', { date: day(term.movedFrom) })] : []),
  ];
  return {
    sentence: t('term.sentence', { parts: parts.join(', '), date: formatDate(term.dueOn) }),
    parts,
    caveat: term.calendarKnown ? '' : t('term.calendarUnknown', { year: term.dueOn.slice(0, 4) }),
  };
}

function saySpan(from: IsoDate, to: IsoDate, t: Translate): string {
  if (from === to) return sayDay(from, t);
  if (from.slice(0, 7) === to.slice(0, 7)) {
    return t('term.spanInMonth', { from: Number(from.slice(8)), to: sayDay(to, t) });
  }
  return t('term.span', { from: sayDay(from, t), to: sayDay(to, t) });
}

type Skipped = Term['skipped'][number];
type Span = Pick<Skipped, 'why' | 'holiday'> & { from: IsoDate; to: IsoDate };

/** Neighbouring days that are free for the same reason become one span: Nauryz is named once. */
function skippedSpans(skipped: readonly Skipped[]): Span[] {
  const spans: Span[] = [];
  for (const { date, why, holiday } of skipped) {
    const last = spans.at(-1);
    const continues =
      last && last.why === why && last.holiday === holiday && toDayNumber(date) === toDayNumber(last.to) + 1;
    if (continues) last.to = date;
    else spans.push({ from: date, to: date, why, ...(holiday !== undefined && { holiday }) });
  }
  return spans;
}
