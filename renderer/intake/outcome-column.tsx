import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { dateIn } from '../../shared/words/forms.ts';
import { useNow } from '../clock.ts';
import { fieldWord } from '../parts/field-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useDesk, useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { inScreenOrder, missingFields } from './check.ts';
import { Column } from './column.tsx';
import { CompetentNote } from './competent-note.tsx';
import { EarlierPapers } from './earlier-papers.tsx';
import { fieldId } from './field.tsx';
import { fieldLabel } from './field-labels.ts';
import type { FieldPath } from './fields.ts';
import type { Trouble } from './intake-view.ts';
import { Offers } from './offers.tsx';
import classes from './outcome.module.css';
import { Repeats } from './repeats.tsx';
import { SubjectHint } from './subject-hint.tsx';
import { TalonSketch } from './talon-sketch.tsx';
import { TermForecast } from './term-forecast.tsx';
import { useIntakeView, useTyped } from './use-intake.ts';
import { warningsOf } from './warnings.ts';

type OutcomeProps = {
  onRegister: () => void;
  /** An offer was taken by its button, which goes: where the clerk goes on. */
  onTaken: () => void;
};

/** What will happen when the paper is registered, what speaks against it, and the button that does it. */
export function OutcomeColumn({ onRegister, onTaken }: OutcomeProps) {
  const { t } = useWords();
  const { phase, errors } = useIntakeView();
  const hasErrors = Object.keys(errors).length > 0;
  return (
    <Column block="outcome">
      <StoredNote />
      {phase.at === 'editing' && phase.trouble && <TroubleNote trouble={phase.trouble} onRetry={onRegister} />}
      {hasErrors && <Errors />}
      <Offers onTaken={onTaken} />
      <CompetentNote />
      <SubjectHint />
      <Repeats />
      <TermForecast />
      {!hasErrors && <Missing />}
      <Warnings />
      <EarlierPapers />
      <TalonSketch />
      <div className={classes.registerRow}>
        {phase.at === 'sending' && phase.waiting && (
          <p role="status" className={classes.waiting}>
            {t('intake.outcome.waiting')}
          </p>
        )}
        <Button
          type="submit"
          fullWidth
          className={classes.register ?? ''}
          rightSection={<kbd>Ctrl Enter</kbd>}
          data-step
        >
          {phase.at === 'sending' ? t('intake.outcome.registering') : t('intake.outcome.register')}
        </Button>
      </div>
    </Column>
  );
}

/** A form that was stored by another program, or badly, says so as long as it is on the screen. */
function StoredNote() {
  const { t } = useWords();
  const { stored } = useIntakeView();
  if (!stored || (stored.state === 'whole' && Object.keys(stored.foreign).length === 0)) return null;
  const foreign = Object.values(stored.foreign);
  return (
    <div className={classes.storedNote} role="status">
      {stored.state !== 'whole' && <p>{t(`intake.stored.${stored.state}`)}</p>}
      {foreign.length > 0 && (
        <p>
          {t('intake.stored.foreign')} {foreign.map((text) => `«${text.slice(0, 200)}»`).join(', ')}
        </p>
      )}
    </div>
  );
}

/** Leads to a field that is named in a list. */
function FieldLink({ path, children }: { path: FieldPath; children: string }) {
  return (
    <button type="button" className={classes.fieldLink} onClick={() => document.getElementById(fieldId(path))?.focus()}>
      {children}
    </button>
  );
}

function Errors() {
  const words = useWords();
  const { t } = words;
  const { errors } = useIntakeView();
  const type = useTyped((form) => form['applicant.type']);
  const paths = inScreenOrder(errors);
  return (
    <div className={classes.errors} role="alert">
      <p className={classes.listTitle}>{t('intake.outcome.errors', { count: paths.length })}</p>
      <ul>
        {paths.map((path) => (
          <li key={path}>
            <FieldLink path={path}>
              {t('intake.outcome.error', {
                field: fieldLabel(path, type, words),
                what: lowerFirst(fieldWord(words, errors[path] ?? '')),
              })}
            </FieldLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLocaleLowerCase('ru') + text.slice(1);
}

/** What is still to be filled in: told, not scolded. */
function Missing() {
  const words = useWords();
  const { t } = words;
  const type = useTyped((form) => form['applicant.type']);
  const missing = useTyped((form) => missingFields(form).join(' '));
  if (missing === '') return <p className={classes.complete}>{t('intake.outcome.complete')}</p>;
  return (
    <div>
      <p className={classes.listTitle}>{t('intake.outcome.missing')}</p>
      <ul className={classes.missing}>
        {(missing.split(' ') as FieldPath[]).map((path) => (
          <li key={path}>
            <FieldLink path={path}>{fieldLabel(path, type, words)}</FieldLink>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Warnings() {
  const words = useWords();
  const { directory, law } = useDirectory();
  const desk = useDesk();
  const now = useNow();
  const { zone } = directory.body;
  const today = dateIn(now, zone);
  const warnings = useTyped((form) => warningsOf(form, { desk, law, words, zone, now, today }).join('\n'));
  return (
    <div aria-live="polite">
      {warnings !== '' && (
        <div className={classes.warnings}>
          <p className={classes.listTitle}>{words.t('intake.outcome.warnings')}</p>
          <ul>
            {warnings.split('\n').map((warning) => (
              <li key={warning}>
                <IconAlertTriangle size={14} aria-hidden />
                <span>{warning}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function TroubleNote({ trouble, onRetry }: { trouble: Trouble; onRetry: () => void }) {
  const { t } = useWords();
  if (trouble !== 'disconnected') return <ProblemNote problem={trouble} onRetry={onRetry} />;
  return (
    <Alert
      role="alert"
      variant="light"
      color="red"
      icon={<IconAlertTriangle aria-hidden />}
      className={classes.troubleNote ?? ''}
    >
      <p className={classes.trouble}>
        {t('intake.outcome.notSent')} {t('problems.disconnected')}
      </p>
      <Button variant="default" mt="sm" onClick={onRetry}>
        {t('app.retry')}
      </Button>
    </Alert>
  );
}
