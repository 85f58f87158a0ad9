import { type Deadline, deadlineOf } from '../../shared/domain/law/deadline.ts';
import { useWords } from '../words.tsx';
import classes from './deadline-mark.module.css';

type Props = {
  paper: { open: boolean; dueOn: string };
  today: string;
  /** In tables, where every line has one. */
  brief?: boolean;
};

/** A last day with how it stands: a shape, a word and a colour, so that it can be read in black and white too. */
export function DeadlineMark({ paper, today, brief = false }: Props) {
  const { formatDate } = useWords();
  const deadline = deadlineOf(paper, today);
  return (
    <span className={classes.mark} data-state={deadline.state}>
      <Shape state={deadline.state} />
      {paper.dueOn !== '' && <span className="figures">{formatDate(paper.dueOn)}</span>}
      <span className={classes.word}>
        <DeadlineWord deadline={deadline} brief={brief} />
      </span>
    </span>
  );
}

function DeadlineWord({ deadline, brief }: { deadline: Deadline; brief: boolean }) {
  const { t } = useWords();
  switch (deadline.state) {
    case 'overdue':
      return t(brief ? 'term.left.briefOverdue' : 'term.left.overdue', { count: deadline.days });
    case 'soon':
    case 'later':
      return t(brief ? 'term.left.briefDays' : 'term.left.days', { count: deadline.days });
    case 'today':
    case 'closed':
    case 'none':
      return t(`term.left.${deadline.state}`);
  }
}

function Shape({ state }: { state: Deadline['state'] }) {
  if (state === 'none' || state === 'closed') return null;
  return (
    <svg className={classes.shape} viewBox="0 0 10 10" aria-hidden="true">
      {state === 'overdue' && <path d="M5 0.8 9.6 9.2H0.4Z" fill="currentColor" />}
      {state === 'today' && <circle cx="5" cy="5" r="4.2" fill="currentColor" />}
      {state === 'soon' && (
        <>
          <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="1.2" />
          <path d="M5 1.3a3.7 3.7 0 0 1 0 7.4Z" fill="currentColor" />
        </>
      )}
      {state === 'later' && <circle cx="5" cy="5" r="3.7" fill="none" stroke="currentColor" strokeWidth="1.2" />}
    </svg>
  );
}
