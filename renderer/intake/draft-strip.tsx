import { IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { useToday } from '../clock.ts';
import { valueWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { isDoubleClick } from './double-press.ts';
import type { Parked } from './draft-keeper.ts';
import classes from './drafts.module.css';
import { parkedKey } from './keys.ts';
import { keeper, useKeeperView } from './use-drafts.ts';

/** Forms that were put aside, each one key away as far as keys reach; the last one removed can be had back. */
export function DraftStrip() {
  const { t } = useWords();
  const { parked, removed, problem } = useKeeperView();
  const strip = useRef<HTMLDivElement>(null);
  if (parked.length === 0 && !removed && !problem) return null;
  // Who had the focus is gone then; it goes to what brings the form back, and from there to the form.
  const remove = (id: string) => {
    flushSync(() => keeper.remove(id));
    strip.current?.querySelector<HTMLElement>('[data-undo]')?.focus();
  };
  const undo = () => {
    flushSync(() => keeper.undo());
    strip.current?.querySelector<HTMLElement>(`[data-draft="${removed?.id}"]`)?.focus();
  };
  return (
    <div ref={strip} className={classes.strip}>
      {parked.length > 0 && (
        <section aria-label={t('intake.drafts.title')} className={classes.parked}>
          <span className={classes.title}>{t('intake.drafts.title')}</span>
          {parked.map((draft) => (
            <ParkedDraft key={draft.id} draft={draft} onRemove={() => remove(draft.id)} />
          ))}
        </section>
      )}
      <p role="status" className={classes.said}>
        {removed && (
          <>
            {t('intake.drafts.removed')}{' '}
            <button type="button" className={classes.undo} onClick={undo} data-undo>
              {t('intake.drafts.undo')}
            </button>
          </>
        )}
        {problem && (
          <span className={classes.problem}>
            ▲ {t('intake.drafts.notStored')} {t(`problems.${problem.code}`)}
          </span>
        )}
      </p>
    </div>
  );
}

type ParkedProps = { draft: Parked; onRemove: () => void };

function ParkedDraft({ draft, onRemove }: ParkedProps) {
  const { t, formatTime, formatInstant } = useWords();
  const { zone } = useDirectory().directory.body;
  const today = useToday(zone);
  const name = useDraftName(draft);
  const { savedAt, stored, elsewhere, number } = draft;
  const key = number === undefined ? undefined : parkedKey(number);
  const time = formatInstant(savedAt, zone).startsWith(formatInstant(`${today}T12:00:00.000Z`, zone).slice(0, 10))
    ? formatTime(savedAt, zone)
    : formatInstant(savedAt, zone);
  return (
    <span className={classes.draft} data-elsewhere={elsewhere || undefined}>
      <button
        type="button"
        className={classes.open}
        disabled={elsewhere}
        // Twice at once it would lead there and back.
        onClick={({ nativeEvent }) => !isDoubleClick(nativeEvent) && void keeper.open(draft.id, today)}
        onKeyDown={(event) => {
          if (event.key !== 'Delete') return;
          event.preventDefault();
          onRemove();
        }}
        data-draft={draft.id}
      >
        {key !== undefined && <kbd>Alt {key}</kbd>}
        <span className={classes.name} dir="auto">
          {name}
        </span>
        <span className={classes.state}>
          {elsewhere && t('intake.drafts.elsewhere')}
          {!elsewhere && stored.state !== 'whole' && `▲ ${t(`intake.drafts.${stored.state}`)}`}
          {!elsewhere && stored.state === 'whole' && time}
        </span>
      </button>
      {!elsewhere && (
        <button
          type="button"
          className={classes.remove}
          aria-label={t('intake.drafts.remove', { name })}
          // Beneath the pointer the next one's stands by the second click.
          onClick={({ nativeEvent }) => !isDoubleClick(nativeEvent) && onRemove()}
        >
          <IconX size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}

/** Whom the paper is from, else what it is about, else that it is only begun. */
function useDraftName({ stored: { form } }: Parked): string {
  const words = useWords();
  const name = cleanLine(form['applicant.name'].slice(0, 200));
  const summary = cleanLine(form['paper.summary'].slice(0, 200));
  const number = cleanLine(form['applicant.idNumber'].slice(0, 40));
  if (form['applicant.type'] === 'anonymous') {
    return [valueWord(words, 'applicantType', 'anonymous'), summary].filter((part) => part !== '').join(': ');
  }
  return name || number || summary || words.t('intake.drafts.begun');
}
