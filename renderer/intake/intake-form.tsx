import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import { now } from '../clock.ts';
import { dateIn } from '../format.ts';
import { useCovered } from '../frame/covered.ts';
import { useKeys } from '../frame/use-keys.ts';
import { useWindowKeys } from '../frame/use-window-keys.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { ApplicantColumn } from './applicant-column.tsx';
import { inScreenOrder } from './check.ts';
import { fieldId } from './field.tsx';
import classes from './intake.module.css';
import { enterStep, type IntakeKey, intakeKey } from './keys.ts';
import { OutcomeColumn } from './outcome-column.tsx';
import { PaperColumn } from './paper-column.tsx';
import { focusFirst, goOnFrom } from './steps.ts';
import { intake, useIntakeView } from './use-intake.ts';

/** The form: who, what, and what happens then. */
export function IntakeForm() {
  const { directory } = useDirectory();
  const { phase } = useIntakeView();
  const form = useRef<HTMLFormElement>(null);
  const lastFocus = useRef<HTMLElement>(null);
  const sending = phase.at === 'sending';

  const register = () => {
    // While a paper is on its way its fields are inert: the focus is nowhere then, and where it was is still to be known.
    if (sending) return;
    const { activeElement } = document;
    // The button of another try is not remembered: it goes while trying.
    if (activeElement instanceof HTMLElement && activeElement.matches('[data-step]')) {
      lastFocus.current = activeElement;
      // A date or a list is put in order when it is left.
      activeElement.blur();
      activeElement.focus({ preventScroll: true });
    }
    void intake.register(dateIn(now(), directory.body.zone), directory);
  };
  useIntakeKeys((key) => {
    if (key.do === 'register') register();
    else focusFirst(form.current?.querySelector(`[data-block="${key.block}"]`));
  });
  const toStart = () => focusFirst(form.current);
  useKeys({ F2: toStart });
  useFocusOnRefusal(() => {
    if (lastFocus.current?.isConnected) lastFocus.current.focus();
    else toStart();
  });
  useEffect(() => focusFirst(form.current), []);

  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      aria-busy={sending}
      onSubmit={(event) => {
        event.preventDefault();
        register();
      }}
      onKeyDown={(event) => goOn(event)}
    >
      <div className={classes.columns} data-waiting={(sending && phase.waiting) || undefined}>
        <ApplicantColumn />
        <PaperColumn />
        <OutcomeColumn onRegister={register} />
      </div>
      <KeyLegend />
      <div id="intake-lists" inert={sending} />
    </form>
  );
}

/** Enter goes from field to field; in a list it has taken the marked entry before it comes here. */
function goOn(event: KeyboardEvent<HTMLFormElement>): void {
  const { target } = event;
  if (!(target instanceof HTMLElement) || event.nativeEvent.keyCode === IME_KEY) return;
  const step = enterStep(event.nativeEvent, { kind: kindOf(target) });
  if (step === 0) return;
  event.preventDefault();
  goOnFrom(target, step);
}

/** What browsers report while an input method composes. */
const IME_KEY = 229;

function kindOf(element: HTMLElement): 'line' | 'lines' | 'button' {
  if (element instanceof HTMLButtonElement) return 'button';
  return element.dataset.lines === 'many' ? 'lines' : 'line';
}

/** The keys of the intake wherever the focus is, unless something lies over the work. */
function useIntakeKeys(onKey: (key: IntakeKey) => void): void {
  const covered = useCovered();
  useWindowKeys((event) => {
    const key = intakeKey(event);
    const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
    if (!key || covered || inDialog || event.defaultPrevented) return;
    event.preventDefault();
    onKey(key);
  });
}

/** After a refused attempt the first faulty field has the focus; without one, whatever had it before. */
function useFocusOnRefusal(focusWhereItWas: () => void): void {
  const { refusals } = useIntakeView();
  const seen = useRef(refusals);
  const focus = useEffectEvent(() => {
    const [first] = inScreenOrder(intake.view().errors);
    if (first === undefined) focusWhereItWas();
    else document.getElementById(fieldId(first))?.focus();
    document.activeElement?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    if (seen.current === refusals) return;
    seen.current = refusals;
    focus();
  }, [refusals]);
}

function KeyLegend() {
  const { t } = useWords();
  return (
    <p className={classes.legend}>
      <span>
        <kbd>Enter</kbd> {t('intake.keys.next')}
      </span>
      <span>
        <kbd>Alt</kbd> <kbd>1</kbd>…<kbd>3</kbd> {t('intake.keys.block')}
      </span>
      <span>
        <kbd>Ctrl</kbd> <kbd>Enter</kbd> {t('intake.keys.register')}
      </span>
      <span className={classes.legendEnd}>{t('intake.keys.leave')}</span>
    </p>
  );
}
