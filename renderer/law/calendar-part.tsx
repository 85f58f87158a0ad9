import type { LawDays } from '../../shared/contract/law-days.ts';
import { Hint, Part } from '../parts/part.tsx';
import { useWords } from '../words.tsx';
import classes from './law.module.css';

/** The decrees that the calendar has, the newest year first. */
export function CalendarPart({ days: { calendar, decrees } }: { days: LawDays }) {
  const { t, formatDate } = useWords();
  const years = [...new Set(decrees.map(({ day }) => day.slice(0, 4)))];
  const daysOf = (year: string, to: 'off' | 'work') =>
    decrees
      .filter((one) => one.to === to && one.day.startsWith(year))
      .map(({ day }) => formatDate(day).slice(0, 5))
      .reverse();
  return (
    <Part
      title={t('law.days.calendar.title')}
      what={t(`law.days.calendar.${calendar.from}`, { version: formatDate(calendar.version) })}
    >
      <Hint>{t('law.days.calendar.wins')}</Hint>
      <dl className={classes.years}>
        {years.map((year) => {
          const [off, work] = [daysOf(year, 'off'), daysOf(year, 'work')];
          return (
            <div key={year}>
              <dt>{t('law.days.calendar.year', { year })}</dt>
              {off.length > 0 && <dd>{t('law.days.calendar.off', { days: off.join(', ') })}</dd>}
              {work.length > 0 && <dd>{t('law.days.calendar.work', { days: work.join(', ') })}</dd>}
            </div>
          );
        })}
      </dl>
    </Part>
  );
}
