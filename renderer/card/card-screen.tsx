import { Alert, Button, Group } from '@mantine/core';
import { IconArrowLeft, IconChecklist, IconCopy, IconPrinter } from '@tabler/icons-react';
import { useCanGoBack, useNavigate, useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useState } from 'react';
import { correctedEntry } from '../../shared/books/appeals/corrected.ts';
import type { FormAction } from '../../shared/contract/actions.ts';
import { type Card, numberSchema } from '../../shared/contract/shapes.ts';
import { useLive } from '../client/use-live.ts';
import { useToday } from '../clock.ts';
import { NotFound } from '../frame/not-found.tsx';
import { useKeys } from '../frame/use-keys.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { kindWord, valueWord } from '../parts/value-words.ts';
import { Scans } from '../scans/scans.tsx';
import { useDirectory } from '../state/directory.tsx';
import { TalonPanel } from '../talon/talon-panel.tsx';
import { useWords } from '../words.tsx';
import type { About } from './actions/about.ts';
import actions from './actions/actions.module.css';
import { ActionsPanel } from './actions/actions-panel.tsx';
import { Contradictions } from './actions/contradictions.tsx';
import { type Acting, useActing } from './actions/use-acting.ts';
import { useUsualExecutor } from './actions/use-usual.ts';
import { VoidFirst } from './actions/void-first.tsx';
import classes from './card.module.css';
import { EntryFields } from './entry-fields.tsx';
import { entryGroups, readEntry } from './entry-view.ts';
import { Findings } from './findings.tsx';
import { History } from './history.tsx';
import { Letters } from './letters.tsx';
import { Originals } from './originals.tsx';
import { OtinishPanel } from './otinish-panel.tsx';
import { PresentBlock } from './present.tsx';
import { Prints } from './prints.tsx';
import { Refusal } from './refusal.tsx';
import { Repeats } from './repeats.tsx';
import { TermBlock } from './term-block.tsx';

/** One paper: left what was written down, right its term, its talon and what happened to it. */
export function CardScreen() {
  const { number } = useParams({ from: '/papers/$number' });
  return numberSchema.safeParse(number).success ? <CardOf key={number} number={number} /> : <NotFound />;
}

function CardOf({ number }: { number: string }) {
  const { t, groupNumber } = useWords();
  const { value: card, problem } = useLive((client, signal) => client.papers.card({ number }, { signal }), [number]);
  const goBack = useGoBack();
  const acting = useActing(number);
  useKeys({ Escape: () => acting.back() || goBack() });
  return (
    <div className={classes.screen}>
      <div>
        <Button
          className={classes.back ?? ''}
          variant="subtle"
          leftSection={<IconArrowLeft size={16} aria-hidden />}
          onClick={goBack}
        >
          {t('card.back')}
        </Button>
      </div>
      {problem && !card && (
        <>
          <h1 className={`${classes.number} figures`}>{groupNumber(number)}</h1>
          <ProblemNote problem={problem} />
        </>
      )}
      {card && <Whole key={number} card={card} acting={acting} />}
    </div>
  );
}

function Whole({ card, acting }: { card: Card; acting: Acting }) {
  const speech = useWords();
  const { t } = speech;
  const { directory, law, subjects } = useDirectory();
  const { row, present } = card;
  const today = useToday(directory.body.zone);
  const entry = readEntry(card);
  const corrected = entry && correctedEntry(entry, present.state);
  const about: About = {
    state: present.state,
    entry: corrected,
    law,
    today,
    place: corrected?.applicant.place.id ?? '',
    usualExecutor: useUsualExecutor(present.state),
  };
  const { correct = false } = useSearch({ from: '/papers/$number' });
  const openCorrection = useEffectEvent(() => {
    if (card.refusal?.isCorrectable && !isHindered(card, 'amend')) acting.open('amend', about);
  });
  useEffect(() => {
    if (correct) openCorrection();
  }, [correct]);
  const [talonOpen, setTalonOpen] = useState(false);
  const toggleTalon = () => setTalonOpen((open) => !open);
  const [otinishOpen, setOtinishOpen] = useState(false);
  const toggleOtinish = () => setOtinishOpen((open) => !open);
  useKeys({ 'Ctrl+P': toggleTalon, 'Ctrl+E': toggleOtinish, ...(!card.readOnly && { F4: acting.toggle }) });
  return (
    <>
      <header className={classes.head}>
        <h1 className={`${classes.number} figures`}>{speech.groupNumber(row.number)}</h1>
        <span className={classes.kind}>{kindWord(speech, law, row.kind)}</span>
        <span className={classes.status}>{valueWord(speech, 'status', row.status)}</span>
        {entry?.receipt.sample && <span className={classes.sample}>{t('card.sample')}</span>}
        <span className={classes.accepted}>
          {t('card.accepted', { at: speech.formatInstant(row.acceptedAt, entry?.receipt.zone ?? directory.body.zone) })}
        </span>
        <Group className={classes.action ?? ''} gap="xs">
          {!card.readOnly && (
            <Button
              leftSection={<IconChecklist size={16} aria-hidden />}
              rightSection={<kbd>F4</kbd>}
              aria-expanded={acting.at !== 'closed'}
              aria-controls={acting.at !== 'closed' ? 'card-actions' : undefined}
              onClick={acting.toggle}
            >
              {t('actions.open')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={<IconPrinter size={16} aria-hidden />}
            rightSection={<kbd>Ctrl P</kbd>}
            aria-expanded={talonOpen}
            aria-controls={talonOpen ? 'card-talon' : undefined}
            onClick={toggleTalon}
          >
            {t('card.talon')}
          </Button>
          {entry && (
            <Button
              variant="default"
              leftSection={<IconCopy size={16} aria-hidden />}
              rightSection={<kbd>Ctrl E</kbd>}
              aria-expanded={otinishOpen}
              aria-controls={otinishOpen ? 'card-otinish' : undefined}
              onClick={toggleOtinish}
            >
              {t('card.otinish.button')}
            </Button>
          )}
        </Group>
      </header>
      <p role="status" className={acting.done ? actions.done : actions.quiet}>
        {acting.done && t('actions.done', { what: t(`actions.name.${acting.done}`) })}
      </p>
      <div className={classes.columns}>
        <div className={classes.entry}>
          {card.readOnly && <Alert color="yellow">{t('card.readOnly')}</Alert>}
          <Refusal card={card} onCorrect={() => acting.open('amend', about)} />
          <Findings card={card} />
          <Contradictions card={card} acting={acting} about={about} />
          <VoidFirst card={card} acting={acting} about={about} />
          {entry && corrected ? (
            <EntryFields groups={entryGroups(entry, corrected, card.text, { speech, law, subjects })} />
          ) : (
            <Alert color="yellow">
              {t('card.foreignEntry')}
              <p>{row.from}</p>
              <p>{row.summary}</p>
            </Alert>
          )}
          <Originals card={card} />
          <Scans number={row.number} scans={card.scans} readOnly={card.readOnly || row.status === 'void'} />
        </div>
        <aside className={classes.side}>
          <ActionsPanel acting={acting} present={present} about={about} />
          <TermBlock card={card} />
          <PresentBlock number={row.number} present={present} />
          <Repeats card={card} />
          {talonOpen && (
            <section id="card-talon" className={classes.block}>
              <h2 className={classes.blockTitle}>{t('card.talon')}</h2>
              <TalonPanel number={row.number} focused />
            </section>
          )}
          <Letters card={card} />
          {otinishOpen && corrected && <OtinishPanel card={card} entry={corrected} />}
          <Prints card={card} />
          <History card={card} />
        </aside>
      </div>
    </>
  );
}

const isHindered = ({ present }: Card, name: FormAction) =>
  present.actions.find(({ action }) => action === name)?.hindrance !== undefined;

/** Back to where one came from; to the journal when the card was the first page. */
function useGoBack(): () => void {
  const router = useRouter();
  const navigate = useNavigate();
  const canGoBack = useCanGoBack();
  return () => {
    if (canGoBack) router.history.back();
    else void navigate({ to: '/papers' });
  };
}
