import { useLayoutEffect, useRef, useState } from 'react';
import classes from '../inputs/field.module.css';
import { useWords } from '../words.tsx';
import { fieldId, LinesField } from './field.tsx';
import { shortLabel } from './field-labels.ts';
import { LONG_TEXT } from './long-text.ts';
import outcome from './outcome.module.css';
import { intake, useIntakeView, useTyped } from './use-intake.ts';

const SHOWN = 1_500;

/**
 * What the paper says. A long text that was pasted, dropped or came from a draft is kept whole and shown by its beginning; the box to
 * edit it comes when it is asked for.
 */
export function TextField() {
  const { fills } = useIntakeView();
  const [asked, setAsked] = useState(-1);
  const [seen, setSeen] = useState(() => ({ fills, long: isLong() }));
  // Decided before anything is drawn: a box that is given so much text only to go would hold the page up for seconds.
  const now = seen.fills === fills ? seen : { fills, long: isLong() };
  if (now !== seen) setSeen(now);
  const inBox = !now.long || asked === fills;
  useFocusGoesOver(inBox);
  if (inBox) return <LinesField path="paper.text" rows={5} grow lines="many" />;
  return <LongText onEdit={() => setAsked(fills)} />;
}

/** Box and beginning take each other's place, and what goes may have had the focus: what comes has it then. */
function useFocusGoesOver(inBox: boolean): void {
  const before = useRef(inBox);
  useLayoutEffect(() => {
    if (before.current === inBox) return;
    before.current = inBox;
    if (document.activeElement === document.body) document.getElementById(fieldId('paper.text'))?.focus();
  }, [inBox]);
}

function isLong(): boolean {
  return intake.form()['paper.text'].length > LONG_TEXT;
}

function LongText({ onEdit }: { onEdit: () => void }) {
  const words = useWords();
  const { t, formatNumber } = words;
  const type = useTyped((form) => form['applicant.type']);
  const length = useTyped((form) => form['paper.text'].length);
  return (
    <div className={classes.field}>
      <span className={classes.label} id="intake-long-label">
        {shortLabel('paper.text', type, words)}
      </span>
      <div className={classes.longText}>
        <p>{intake.form()['paper.text'].slice(0, SHOWN)}…</p>
        <div className={classes.longBar}>
          <span>{t('intake.long.kept', { count: length }).replace(String(length), formatNumber(length))}</span>
          <button type="button" id={fieldId('paper.text')} className={outcome.fieldLink} onClick={onEdit} data-step>
            {t('intake.long.edit')}
          </button>
          <button type="button" className={outcome.fieldLink} onClick={() => intake.fill({ 'paper.text': '' })}>
            {t('intake.long.remove')}
          </button>
        </div>
      </div>
    </div>
  );
}
