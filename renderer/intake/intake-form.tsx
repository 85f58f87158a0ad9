import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import { flushSync } from 'react-dom';
import { dateIn } from '../../shared/words/forms.ts';
import { now, useToday } from '../clock.ts';
import { useCovered } from '../frame/covered.ts';
import { useWindowKeys } from '../frame/use-window-keys.ts';
import { closesList } from '../inputs/open-list.ts';
import { focusFirst, goOnByEnter } from '../inputs/steps.ts';
import { useMay } from '../people/use-may.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { ApplicantColumn } from './applicant-column.tsx';
import { inScreenOrder } from './check.ts';
import { addressToCompetent } from './competent-note.tsx';
import { isDoublePress, noteBegunBy } from './double-press.ts';
import { DraftStrip } from './draft-strip.tsx';
import { fieldId, LISTS } from './field.tsx';
import classes from './intake.module.css';
import { type IntakeKey, intakeKey } from './keys.ts';
import { dropFirst, takeFirst, untakeLast } from './offers.tsx';
import { OutcomeColumn } from './outcome-column.tsx';
import { PaperColumn } from './paper-column.tsx';
import { linkFirst, lookAtFirst } from './repeats.tsx';
import { keeper } from './use-drafts.ts';
import { intake, useIntakeView } from './use-intake.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { usePasting } from './use-pasting.ts';

/** The form: who, what, and what happens then. */
export function IntakeForm() {
  const { directory } = useDirectory();
  const { both } = useWords();
  const { phase } = useIntakeView();
  const form = useRef<HTMLFormElement>(null);
  const lastFocus = useRef<HTMLElement>(null);
  const lastField = useKeptFocus(form);
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
  const today = useToday(directory.body.zone);
  /** Who the person is stands in the form then: the paper itself comes next, unless the clerk is there or further on already. */
  const goOnFromPerson = (field: Element | null | undefined) => {
    const at = field?.closest<HTMLElement>('[data-block]')?.dataset.block ?? '1';
    if (at === '1') focusFirst(form.current?.querySelector('[data-block="2"]'));
    else if (field instanceof HTMLElement) field.focus();
  };
  const takeAndGoOn = () => {
    const taken = takeFirst();
    if (taken) goOnFromPerson(document.activeElement);
    return taken;
  };
  const mayLink = useMay('linkRepeat');
  useIntakeKeys((key) => {
    switch (key.do) {
      case 'register':
        return register();
      case 'block':
        return focusFirst(form.current?.querySelector(`[data-block="${key.block}"]`));
      case 'park':
        return keeper.park(today);
      case 'open': {
        const parked = keeper.view().parked.find(({ number }) => number === key.parked);
        return void (parked && keeper.open(parked.id, today));
      }
      case 'fill':
        return void takeAndGoOn();
      case 'untake':
        return untakeLast();
      case 'link':
        return linkFirst(mayLink);
      case 'look':
        return void lookAtFirst();
      case 'toBody':
        return void addressToCompetent(both);
      case 'subject':
        return openAnew(document.getElementById(fieldId('paper.subject')));
      case 'nothing':
        return;
    }
  });
  const toStart = () => focusFirst(form.current);
  useFocusOnRefusal(() => {
    if (lastFocus.current?.isConnected) lastFocus.current.focus();
    else toStart();
  });
  useEffect(() => {
    keeper.show();
    const { startAt } = intake.view();
    const first = startAt && document.getElementById(fieldId(startAt));
    if (first) first.focus();
    else focusFirst(form.current);
  }, []);
  const pasting = usePasting();

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
      onKeyDown={(event) => {
        if (fillsByArrow(event) && takeAndGoOn()) event.preventDefault();
        else if (dropsOffer(event) && dropFirst()) event.preventDefault();
        else goOnByEnter(event);
      }}
      {...pasting}
    >
      <DraftStrip />
      <div className={classes.columns} data-waiting={(sending && phase.waiting) || undefined}>
        <ApplicantColumn />
        <PaperColumn />
        <OutcomeColumn onRegister={register} onTaken={() => goOnFromPerson(lastField.current)} />
      </div>
      <KeyLegend />
      <div id={LISTS} inert={sending} />
    </form>
  );
}

/** Goes to a field; the list of one that has the focus already opens with what is offered by now. */
function openAnew(field: HTMLElement | null): void {
  // Its list has to be closed before it opens again.
  flushSync(() => field?.blur());
  field?.focus();
}

/** In the lines that name a person ↑ takes the earlier paper; where a list is, it moves in the list. */
function fillsByArrow({ key, target, altKey, ctrlKey, shiftKey }: KeyboardEvent<HTMLFormElement>): boolean {
  if (key !== 'ArrowUp' || altKey || ctrlKey || shiftKey) return false;
  return target instanceof HTMLInputElement && personLines.includes(target.id);
}

/** Escape closes a list first; where none is open it drops the offer. */
function dropsOffer({ key, nativeEvent, defaultPrevented }: KeyboardEvent<HTMLFormElement>): boolean {
  return key === 'Escape' && !nativeEvent.isComposing && !defaultPrevented && !closesList(nativeEvent);
}

const personLines = [fieldId('applicant.idNumber'), fieldId('applicant.phone')];

/** The keys of the intake wherever the focus is, unless something lies over the work. */
function useIntakeKeys(onKey: (key: IntakeKey) => void): void {
  const covered = useCovered();
  useWindowKeys((event) => {
    const key = intakeKey(event);
    const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
    if (!key || covered || inDialog || event.defaultPrevented) return;
    event.preventDefault();
    if (isDoublePress(event)) return;
    // Twice at once it would lead there and back.
    if (key.do === 'open') noteBegunBy(event.key);
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
      <span className={classes.withList}>
        <kbd>Ctrl</kbd> <kbd>1</kbd>…<kbd>9</kbd> {t('intake.keys.pick')}
      </span>
      <span className={classes.withList}>
        <kbd>Esc</kbd> {t('intake.keys.closeList')}
      </span>
      <span className={classes.exceptNarrow}>
        <kbd>F4</kbd> <kbd>↑</kbd> {t('intake.keys.fill')}
      </span>
      <span className={classes.exceptNarrow}>
        <kbd>Alt</kbd> <kbd>N</kbd> {t('intake.keys.park')}
      </span>
      <span className={classes.exceptNarrow}>
        <kbd>Ctrl</kbd> <kbd>Enter</kbd> {t('intake.keys.register')}
      </span>
    </p>
  );
}
