import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RepeatFound } from '../../shared/contract/matters.ts';
import { useLive } from '../client/use-live.ts';
import { RepeatReason } from '../parts/repeat-reason.tsx';
import { valueWord } from '../parts/value-words.ts';
import { useMay } from '../people/use-may.ts';
import { useWords } from '../words.tsx';
import classes from './outcome.module.css';
import { linkFor, linkOf, linkValue } from './paper-link.ts';
import { intake, matterNow, toggleLook, useMatter, useTyped } from './use-intake.ts';

const SHOWN = 3;

/** Earlier papers about the same, with the reason; one key notes the first of them, another shows it. The paper is taken in any case. */
export function Repeats() {
  const { t, groupNumber } = useWords();
  const { repeats, looked } = useMatter();
  const link = useTyped((form) => form['paper.link']);
  const may = useMay('linkRepeat');
  const linked = linkOf(intake.form());
  // Its key is that of the first one found, where that can be linked to.
  const hasKey = !linksFirst(repeats, may);
  const isGone = linked !== undefined && !repeats.some(({ row }) => row.number === linked.number);
  return (
    <div aria-live="polite" className={classes.offers}>
      {repeats.slice(0, SHOWN).map((found, at) => (
        <Repeat key={found.row.number} found={found} first={at === 0} linked={link} looked={looked} may={may} />
      ))}
      {isGone && (
        <div className={classes.offer}>
          <p className={classes.offerLine}>
            {t(`intake.repeat.will.${linked.as}`, { number: groupNumber(linked.number) })}
          </p>
          <div className={classes.offerButtons}>
            <button type="button" className={classes.drop} onClick={() => intake.set('paper.link', '')}>
              {hasKey && <kbd>Alt L</kbd>} {t('intake.repeat.unlink')}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

type RepeatProps = { found: RepeatFound; first: boolean; linked: string; looked: string; may: boolean };

function Repeat({ found, first, linked, looked, may }: RepeatProps) {
  const { t, formatDate, groupNumber } = useWords();
  const { number, registeredOn, summary, from } = found.row;
  const link = linkFor(found, may);
  const isLinked = link !== undefined && linkValue(link) === linked;
  const isLooked = looked === number;
  return (
    <section className={classes.repeat} aria-label={t(`matter.as.${found.as}`)}>
      <p className={classes.listTitle}>
        <IconAlertTriangle size={14} aria-hidden /> {t(`matter.as.${found.as}`)}
      </p>
      <RepeatReason found={found} />
      <p className={classes.offerLine}>
        <span className="figures">{formatDate(registeredOn)}</span> {found.by === 'other' && `${from}. `}
        {summary}
      </p>
      {isLinked && (
        <p className={classes.linked} role="status">
          {t(`intake.repeat.will.${link.as}`, { number: groupNumber(number) })}
        </p>
      )}
      <div className={classes.offerButtons}>
        {link && (
          <button type="button" className={classes.fill} aria-pressed={isLinked} onClick={() => toggleLink(found)}>
            {first && <kbd>Alt L</kbd>} {t(isLinked ? 'intake.repeat.unlink' : `matter.link.${link.as}`)}
          </button>
        )}
        <button type="button" className={classes.drop} aria-expanded={isLooked} onClick={() => toggleLook(number)}>
          {first && <kbd>Alt O</kbd>} {t(isLooked ? 'intake.repeat.hide' : 'intake.repeat.look')}
        </button>
      </div>
      {isLooked && <Beside number={number} />}
    </section>
  );
}

/** The earlier paper as far as it helps to tell whether it is the same; its card is one click further, and the form stays. */
function Beside({ number }: { number: string }) {
  const words = useWords();
  const { t } = words;
  const { value: card } = useLive((client, signal) => client.papers.card({ number }, { signal }), [number]);
  if (!card) return null;
  return (
    <div className={classes.beside}>
      <p className={classes.offerLine}>
        {words.groupNumber(number)}, {valueWord(words, 'status', card.row.status)}
      </p>
      {card.text !== undefined && (
        <p className={classes.besideText} dir="auto">
          {card.text}
        </p>
      )}
      <Link to="/papers/$number" params={{ number }}>
        {t('intake.repeat.open')}
      </Link>
    </div>
  );
}

/** Whether the first of those found can be linked to. */
function linksFirst(
  repeats: readonly RepeatFound[],
  may: boolean,
): repeats is readonly [RepeatFound, ...RepeatFound[]] {
  return repeats[0] !== undefined && linkFor(repeats[0], may) !== undefined;
}

/** Offered only to whoever may. */
function toggleLink(found: RepeatFound): void {
  const link = linkFor(found, true);
  if (!link) return;
  const value = linkValue(link);
  intake.set('paper.link', intake.form()['paper.link'] === value ? '' : value);
}

/** Alt+L: links to the first of those found, or no longer; where it cannot be linked to, a link that was made before goes. */
export function linkFirst(may: boolean): void {
  const { repeats } = matterNow();
  if (linksFirst(repeats, may)) toggleLink(repeats[0]);
  else intake.set('paper.link', '');
}

/** Alt+O: the first of those found. */
export function lookAtFirst(): boolean {
  const [first] = matterNow().repeats;
  if (first) toggleLook(first.row.number);
  return first !== undefined;
}
