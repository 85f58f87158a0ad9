import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { AppealState, Link as PaperLink } from '../../shared/books/appeals/state.ts';
import type { Present } from '../../shared/contract/actions.ts';
import { parseNumber } from '../../shared/domain/number/paper-number.ts';
import type { WordKey } from '../../shared/words/words.ts';
import { outcomeWord, valueWord } from '../parts/value-words.ts';
import type { Speech } from '../speech.ts';
import { useWords } from '../words.tsx';
import classes from './actions/actions.module.css';
import card from './card.module.css';
import { firstLinks } from './first-links.ts';
import { hearingWords } from './hearing-words.ts';

/** How things stand with the paper: who has it, what was decided, what is owed, with what it is linked. */
export function PresentBlock({ number, present }: { number: string; present: Present }) {
  const { state, linkedFrom } = present;
  const speech = useWords();
  const { t } = speech;
  const facts = factsOf(state, speech).filter(([, value]) => value !== '');
  return (
    <section className={card.block}>
      <h2 className={card.blockTitle}>{t('card.present.title')}</h2>
      <dl className={classes.present}>
        {facts.map(([label, value]) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
        {state.duties.length > 0 && <Duties duties={state.duties} />}
        {state.links.length > 0 && (
          <Links label="card.present.links" links={state.links} wordOf={(as) => t(`card.present.link.${as}`)} />
        )}
        {linkedFrom.length > 0 && (
          <Links label="card.present.linkedFrom" links={linkedFrom} wordOf={(as) => t(`card.present.linked.${as}`)} />
        )}
        {state.parts.length > 0 && <Parts number={number} parts={state.parts} />}
      </dl>
    </section>
  );
}

function Fact({ label, children }: { label: WordKey; children: ReactNode }) {
  const { t } = useWords();
  return (
    <>
      <dt>{t(label)}</dt>
      <dd>{children}</dd>
    </>
  );
}

function factsOf(state: AppealState, speech: Speech): [WordKey, string][] {
  const { t, formatDate } = speech;
  const { resolution, asked, extension, defect, decision, answer } = state;
  const control = { none: '', on: t('card.present.controlOn'), off: t('card.present.controlOff') }[state.control];
  const ended = state.outcome && {
    outcome: outcomeWord(speech, state.outcome),
    on: formatDate(state.closedOn),
  };
  return [
    ['card.present.executor', state.executorName || t('card.present.nobody')],
    ['card.present.coExecutors', state.coExecutors.map(({ name }) => name).join(', ')],
    ['card.present.resolution', [resolution?.text, resolution?.by].filter(Boolean).join(' — ')],
    ['card.present.ownDueOn', formatDate(resolution?.ownDueOn ?? '')],
    ['card.present.control', control],
    ['card.present.official', state.official],
    [
      'card.present.asked',
      asked ? t('card.present.askedUntil', { until: formatDate(asked.until), why: asked.why }) : '',
    ],
    [
      'card.present.extension',
      extension
        ? t('card.present.extendedUntil', { until: formatDate(extension.until), on: formatDate(extension.on) })
        : '',
    ],
    [
      'card.present.defect',
      defect === null
        ? ''
        : defect.article === ''
          ? t('card.present.mendUntil', { until: formatDate(defect.until) })
          : t('card.present.defectUntil', { article: defect.article, until: formatDate(defect.until) }),
    ],
    ['card.present.hearing', hearingWords(state, speech)],
    [
      'card.present.decision',
      decision
        ? t('card.present.decided', {
            decision: valueWord(speech, 'decision', decision.kind),
            on: formatDate(decision.on),
          })
        : '',
    ],
    [
      'card.present.answer',
      answer ? t('card.present.answered', { number: answer.number, on: formatDate(answer.on) }) : '',
    ],
    ['card.present.outcome', ended ? t('card.present.ended', ended) : ''],
  ];
}

function Duties({ duties }: Pick<AppealState, 'duties'>) {
  const { t, formatDate } = useWords();
  return (
    <Fact label="card.present.duties">
      <ul>
        {duties.map(({ what, by }) => (
          <li key={what} className={classes.due}>
            ▲ {t(`card.present.duty.${what}`)} {t('card.present.dutyBy', { until: formatDate(by) })}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

type LinksProps = {
  label: 'card.present.links' | 'card.present.linkedFrom';
  links: readonly PaperLink[];
  wordOf: (as: PaperLink['as']) => string;
};

/** Numbers of ours lead to their paper. */
function Links({ label, links, wordOf }: LinksProps) {
  const { t, groupNumber } = useWords();
  const { shown, more } = firstLinks(links);
  return (
    <Fact label={label}>
      <ul>
        {shown.map(({ as, number }) => (
          <li key={`${as} ${number}`}>
            {wordOf(as)}{' '}
            {parseNumber(number).ok ? (
              <Link to="/papers/$number" params={{ number }} className="figures">
                {groupNumber(number)}
              </Link>
            ) : (
              number
            )}
          </li>
        ))}
        {more > 0 && <li>{t('card.present.moreLinks', { more })}</li>}
      </ul>
    </Fact>
  );
}

/** `number/1`, `number/2` …: where each went, and when its term is expected to end there. */
function Parts({ number, parts }: { number: string } & Pick<AppealState, 'parts'>) {
  const { t, groupNumber, formatDate } = useWords();
  return (
    <Fact label="card.present.parts">
      <ul>
        {parts.map(({ part, twice, to, letter, what, dueOn }) => (
          <li key={`${part} ${to.name} ${letter}`}>
            <span className="figures">
              {groupNumber(number)}/{part}
            </span>{' '}
            {to.name}: {what}
            {twice && (
              <span className={classes.due}>
                ▲ {letter === '' ? t('card.present.partTwice') : t('card.present.partTwiceLetter', { letter })}
              </span>
            )}
            {dueOn !== '' && (
              <span className={classes.who}>{t('card.present.partDue', { until: formatDate(dueOn) })}</span>
            )}
          </li>
        ))}
      </ul>
    </Fact>
  );
}
