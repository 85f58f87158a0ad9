import { IconFilePlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { fromDayNumber, toDayNumber } from '../../shared/domain/date/iso-date.ts';
import { registrationDay } from '../../shared/domain/law/registration-day.ts';
import { sayFullDay } from '../../shared/words/day-words.ts';
import { capital, dateIn } from '../../shared/words/forms.ts';
import { useLive } from '../client/use-live.ts';
import { useNow } from '../clock.ts';
import { DeadlineMark } from '../parts/deadline-mark.tsx';
import { Screen } from '../parts/screen.tsx';
import { fromWord, kindWord } from '../parts/value-words.ts';
import { useMay } from '../people/use-may.ts';
import { useDesk, useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './today-screen.module.css';

/** What a clerk sees first: the next paper, how the day stands, the last papers. */
export function TodayScreen() {
  const { t, formatNumber } = useWords();
  const { directory } = useDirectory();
  const desk = useDesk();
  const now = useNow();
  const takesPapers = useMay('register');
  const today = dateIn(now, directory.body.zone);
  return (
    <Screen title={capital(sayFullDay(today, t))}>
      <AfterHours now={now} />
      <div className={classes.top}>
        {takesPapers && (
          <Link to="/new" className={classes.new}>
            <IconFilePlus size={32} stroke={1.5} aria-hidden />
            <span>
              <span className={classes.newTitle}>{t('today.new')}</span>
              <span className={classes.newHint}>{t('today.newHint')}</span>
            </span>
            <kbd>F2</kbd>
          </Link>
        )}
        <dl className={classes.counts}>
          <Count value={formatNumber(desk.today)} word={t('today.accepted')} />
          <Count
            value={formatNumber(desk.dueToday)}
            word={t('today.dueToday')}
            state={desk.dueToday > 0 ? 'soon' : ''}
          />
          <Count value={formatNumber(desk.overdue)} word={t('today.overdue')} state={desk.overdue > 0 ? 'late' : ''} />
          <Count value={formatNumber(desk.papers)} word={t('today.inStore')} />
        </dl>
      </div>
      <Latest today={today} />
    </Screen>
  );
}

function Count({ value, word, state = '' }: { value: string; word: string; state?: '' | 'soon' | 'late' }) {
  return (
    <div className={classes.count} data-state={state}>
      <dt>{word}</dt>
      <dd className="figures">{value}</dd>
    </div>
  );
}

/** Says when what is accepted now does not count as registered today. */
function AfterHours({ now }: { now: string }) {
  const { t, formatDate } = useWords();
  const { directory, law } = useDirectory();
  const { registeredOn, why } = registrationDay(now, directory.body.zone, law);
  if (why === 'sameDay') return null;
  return <p className={classes.notice}>{t(`today.${why}`, { date: formatDate(registeredOn) })}</p>;
}

const LATEST = 12;
/** Far enough back that a quiet office still shows something. */
const LATEST_DAYS = 400;

function Latest({ today }: { today: string }) {
  const words = useWords();
  const { t } = words;
  const { law } = useDirectory();
  const from = fromDayNumber(toDayNumber(today) - LATEST_DAYS);
  const to = fromDayNumber(toDayNumber(today) + LATEST_DAYS);
  const { value: page } = useLive(
    (client, signal) => client.papers.journal({ book: 'appeals', from, to, offset: 0, limit: LATEST }, { signal }),
    [from, to],
  );
  return (
    <section className={classes.latest} aria-labelledby="latest">
      <div className={classes.latestHead}>
        <h2 id="latest">{t('today.latest')}</h2>
        <Link to="/papers">{t('today.all')}</Link>
      </div>
      {page?.rows.length === 0 && <p className={classes.empty}>{t('today.empty')}</p>}
      <ul className={classes.list}>
        {page?.rows.map((row) => (
          <li key={row.number}>
            <Link to="/papers/$number" params={{ number: row.number }} className={classes.paper}>
              <span className="figures">{words.groupNumber(row.number)}</span>
              <span className={classes.from}>{fromWord(words, row)}</span>
              <span className={classes.summary}>
                {kindWord(words, law, row.kind)} · {row.summary}
              </span>
              <DeadlineMark brief paper={row} today={today} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
