import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Row } from '../../shared/contract/shapes.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { plainDigits } from '../../shared/domain/text/digits.ts';
import { phonesIn } from '../../shared/domain/text/phone.ts';
import { useLive } from '../client/use-live.ts';
import { useToday } from '../clock.ts';
import { DeadlineMark } from '../parts/deadline-mark.tsx';
import { kindWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import type { IntakeForm } from './draft.ts';
import classes from './outcome.module.css';
import { useTyped } from './use-intake.ts';

const MOST = 5;
/** Who is still typing is not asked after at every letter. */
const PAUSE_MS = 200;

/** Earlier papers of the person in the form, and whether one about the same is still open. Opening one leaves the form as it is. */
export function EarlierPapers() {
  const key = useSettled(useTyped(personKey));
  return key === '' ? null : <PapersOf key={key} person={JSON.parse(key)} />;
}

type Person = { idNumber: string; phone: string; name: string };

function PapersOf({ person }: { person: Person }) {
  const { t } = useWords();
  const { value: papers = [] } = useLive(
    (client, signal) => client.people.papers({ ...person, limit: MOST }, { signal }),
    [],
  );
  const subject = useTyped((form) => form['paper.subject']);
  if (papers.length === 0) return null;
  const same = papers.filter((paper) => isAboutTheSame(paper, subject));
  return (
    <section className={classes.earlier} aria-labelledby="intake-earlier">
      <h3 id="intake-earlier" className={classes.listTitle}>
        {t('intake.earlier.title')}
      </h3>
      {same.length > 0 && (
        <p className={classes.sameSubject} role="status">
          <IconAlertTriangle size={14} aria-hidden />
          <span>{t('intake.earlier.sameOpen')}</span>
        </p>
      )}
      <ul>
        {papers.map((paper) => (
          <EarlierPaper key={paper.number} paper={paper} same={same.includes(paper)} />
        ))}
      </ul>
    </section>
  );
}

function EarlierPaper({ paper, same }: { paper: Row; same: boolean }) {
  const words = useWords();
  const { directory, law } = useDirectory();
  const today = useToday(directory.body.zone);
  return (
    <li data-same={same || undefined}>
      <Link to="/papers/$number" params={{ number: paper.number }} className={classes.earlierPaper}>
        <span className={classes.earlierHead}>
          <span className="figures">{words.formatDate(paper.registeredOn)}</span>
          <span>{kindWord(words, law, paper.kind)}</span>
          <DeadlineMark brief paper={paper} today={today} />
        </span>
        <span className={classes.earlierSummary}>{paper.summary}</span>
      </Link>
    </li>
  );
}

/** Open, and about the same subject or a part of it. */
function isAboutTheSame({ open, subject }: Row, wanted: string): boolean {
  if (!open || wanted === '' || subject === '') return false;
  return subject === wanted || subject.startsWith(`${wanted}.`) || wanted.startsWith(`${subject}.`);
}

/** By what the person is known, as one text; '' while that is not enough. */
function personKey(form: IntakeForm): string {
  if (form['applicant.type'] === 'anonymous') return '';
  const digits = plainDigits(form['applicant.idNumber'].slice(0, 100));
  const idNumber = /^\d{12}$/.test(digits) ? digits : '';
  const phone = idNumber === '' ? phonesIn(form['applicant.phone']).join(', ') : '';
  const written = cleanLine(form['applicant.name'].slice(0, 300));
  const name = idNumber === '' && written.includes(' ') ? written : '';
  const person: Person = { idNumber, phone, name };
  return idNumber + phone + name === '' ? '' : JSON.stringify(person);
}

/** A value once it has stood still for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(value), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [value]);
  return settled;
}
