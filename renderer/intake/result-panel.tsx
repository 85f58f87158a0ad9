import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import type { AppealIntake } from '../../shared/books/appeals.ts';
import type { Registered } from '../../shared/contract/shapes.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { useToday } from '../clock.ts';
import { useCovered } from '../frame/covered.ts';
import { useKeys } from '../frame/use-keys.ts';
import { useWindowKeys } from '../frame/use-window-keys.ts';
import { isPlainEnter } from '../inputs/enter-keys.ts';
import fields from '../inputs/field.module.css';
import { fromWord, kindWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { TalonPanel } from '../talon/talon-panel.tsx';
import { useWords } from '../words.tsx';
import type { Another } from './another-form.ts';
import { noteBegunBy } from './double-press.ts';
import classes from './result.module.css';
import { intake } from './use-intake.ts';

/** The paper has its number: large, to be read aloud, with its talon. Enter starts the next one. */
export function ResultPanel({ answer, intake: taken }: { answer: Registered; intake: AppealIntake }) {
  const words = useWords();
  const { t, formatDate, formatInstant, groupNumber } = words;
  const { directory, law } = useDirectory();
  const { zone } = directory.body;
  const today = useToday(zone);
  const covered = useCovered();
  const next = () => {
    if (!covered) intake.next(today);
  };
  const another = (what: Another) => {
    if (!covered) intake.another(what, today);
  };
  const byKey = (key: string, what: Another) => () => {
    noteBegunBy(key);
    another(what);
  };
  useKeys({ F4: byKey('F4', 'applicant'), F8: byKey('F8', 'sheet') });
  useFreeEnter(next);
  const leave = useEffectEvent(next);
  // Who looks at something else has done with this paper: F2 then finds an empty form.
  useEffect(() => () => leave(), []);

  const number = groupNumber(answer.number);
  const due = answer.dueOn === '' ? '' : formatDate(answer.dueOn);
  return (
    <div className={classes.result}>
      <section className={classes.facts} aria-labelledby="result-title">
        <div role="status" className={fields.hidden}>
          {due === '' ? t('intake.result.saidNoTerm', { number }) : t('intake.result.said', { number, due })}
        </div>
        <h2 id="result-title" className={classes.title}>
          {t('intake.result.title')}
        </h2>
        <p className={classes.number}>
          <span className={fields.hidden}>{t('intake.result.number')} </span>
          {number}
        </p>
        <dl className={classes.list}>
          <Fact word={t('intake.result.accepted')} value={formatInstant(answer.acceptedAt, zone)} />
          <Fact word={t('intake.result.registeredOn')} value={formatDate(answer.registeredOn)} />
          {due !== '' && <Fact word={t('intake.result.term')} value={due} strong />}
          <Fact word={t('intake.result.kind')} value={kindWord(words, law, taken.paper.kind)} />
          <Fact
            word={t('intake.result.from')}
            value={fromWord(words, { from: cleanLine(taken.applicant.name), applicantType: taken.applicant.type })}
          />
        </dl>
        {answer.warnings.map((warning) => (
          <p key={warning} className={classes.warning}>
            <IconAlertTriangle size={16} aria-hidden />
            {t(`problems.warning.${warning}`)}
          </p>
        ))}
        <div className={classes.actions}>
          <Button
            autoFocus
            size="md"
            rightSection={<kbd>Enter</kbd>}
            onClick={next}
            // The key that registered the paper, still held down or pressed twice, must not take the next one too.
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !isPlainEnter(event.nativeEvent)) event.preventDefault();
            }}
          >
            {t('intake.result.next')}
          </Button>
          <Button variant="default" size="md" rightSection={<kbd>F4</kbd>} onClick={() => another('applicant')}>
            {t('intake.result.another')}
          </Button>
          <Button variant="default" size="md" rightSection={<kbd>F8</kbd>} onClick={() => another('sheet')}>
            {t('intake.result.sheet')}
          </Button>
        </div>
        <p className={classes.hint}>{t('intake.result.sheetHint')}</p>
        <div>
          <Link to="/papers/$number" params={{ number: answer.number }} className={classes.open}>
            {t('intake.result.open')}
          </Link>
        </div>
      </section>
      <section className={classes.talon} aria-labelledby="result-talon">
        <h2 id="result-talon" className={classes.talonTitle}>
          {t('intake.result.talon')}
        </h2>
        <TalonPanel number={answer.number} atOnce={directory.settings.printAtOnce} printKey />
      </section>
    </div>
  );
}

/** Where Enter means something of its own. */
const TAKES_ENTER = 'button, a, summary, [role="dialog"], input:not([type="radio"])';

/** Enter works wherever the focus went meanwhile, but where it presses something else. */
function useFreeEnter(action: () => void): void {
  useWindowKeys((event) => {
    const taken = event.target instanceof Element && event.target.closest(TAKES_ENTER) !== null;
    if (taken || event.defaultPrevented || !isPlainEnter(event)) return;
    // The empty form is there before the key has had its effect: it must not be sent by it.
    event.preventDefault();
    action();
  });
}

function Fact({ word, value, strong = false }: { word: string; value: string; strong?: boolean }) {
  return (
    <div data-strong={strong || undefined}>
      <dt>{word}</dt>
      <dd>{value}</dd>
    </div>
  );
}
