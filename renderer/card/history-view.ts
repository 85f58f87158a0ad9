import { isEntryField, valueAt } from '../../shared/books/appeals/corrected.ts';
import type { Card, Move, PaperEvent } from '../../shared/contract/shapes.ts';
import { kindWord, valueWord } from '../parts/value-words.ts';
import type { Speech } from '../speech.ts';
import { actionWords, nameIn } from './action-words.ts';
import { corrections } from './actions/correction.ts';
import { type HistorySources, readEntry, subjectPath } from './entry-view.ts';

/** One line of a history in words. `details` stand below it; `remark` says why it has no effect. */
export type HistoryLine = { what: string; details: { label: string; value: string }[]; remark: string };

/** What stands in a history: lines of the log in their order, and where the law moved the term, at its time between them. */
export type HistoryItem = { event: PaperEvent } | { move: Move };

export function historyItems({ history, moves }: Pick<Card, 'history' | 'moves'>): HistoryItem[] {
  const items: HistoryItem[] = [];
  const left = [...moves];
  for (const event of history) {
    while (left[0] && left[0].at < event.at) items.push({ move: left.shift()! });
    items.push({ event });
  }
  return [...items, ...left.map((move) => ({ move }))];
}

/** How a term moved without anybody's doing, and why. */
export function moveLine(
  { from, to, calendar, terms, startRule, days = [] }: Move,
  { t, formatDate }: Speech,
): Omit<HistoryLine, 'remark'> {
  const none = t('history.emptyValue');
  const why = [
    calendar !== undefined && t('history.newCalendar', { version: formatDate(calendar) }),
    terms !== undefined && t('history.newTerms', { version: formatDate(terms) }),
    startRule !== undefined && t(`history.newStartRule.${startRule}`),
    ...days.map(({ day, to, decree, takenBack }) =>
      t(`history.${takenBack ? 'dayTakenBack' : 'dayEntered'}.${to}`, {
        day: formatDate(day),
        number: decree.number,
        date: formatDate(decree.date),
        name: decree.name,
      }),
    ),
  ].filter((one) => one !== false);
  return {
    what: t('history.moved', { from: formatDate(from) || none, to: formatDate(to) || none }),
    details: [{ label: t('history.why'), value: why.join(', ') || t('history.newProgram') }],
  };
}

/**
 * What a line of the log did, as a clerk says it.
 *
 * @param originals what stood in the paper before its entry was replaced, as far as it is here
 */
export function historyLine(
  event: PaperEvent,
  sources: HistorySources,
  originals: Card['originals'] = [],
): HistoryLine {
  return { ...whatWasDone(event, sources, originals), remark: remarkOf(event, sources.speech) };
}

function whatWasDone(
  event: PaperEvent,
  sources: HistorySources,
  originals: Card['originals'],
): Omit<HistoryLine, 'remark'> {
  const { t } = sources.speech;
  switch (event.do) {
    case 'register':
      return { what: t('history.do.register'), details: [] };
    case 'assign': {
      const executor = nameIn(event.data.executor);
      return { what: executor ? t('history.do.assign', { executor }) : t('history.do.unassign'), details: [] };
    }
    case 'amend': {
      const field = textOf(event.data.field);
      const value = (raw: unknown) => amendedValue(field, raw, sources) || t('history.emptyValue');
      return {
        what: t('history.do.amend', { field: isEntryField(field) ? t(corrections[field].label) : field }),
        details: [
          { label: t('history.oldValue'), value: was(event, field, originals, value) ?? t('history.oldNotAccepted') },
          { label: t('history.newValue'), value: value(event.data.new) },
          { label: t('history.why'), value: textOf(event.data.why) },
        ],
      };
    }
    case 'attach':
      return { what: t('history.do.attach', { name: textOf(event.data.name) }), details: [] };
    default:
      return (
        actionWords(event.do, event.data, sources) ?? {
          what: t('history.do.unknown', { name: event.do }),
          details: [],
        }
      );
  }
}

/** What stood in a corrected field. Where the entry was replaced that stands in the original alone, if that is here. */
function was(
  { id, data }: PaperEvent,
  field: string,
  originals: Card['originals'],
  say: (raw: unknown) => string,
): string | undefined {
  if (data.replaces === undefined) return say(data.old);
  const original = originals.find(({ line }) => line === id);
  const entry = original && readEntry(original);
  return entry && isEntryField(field) ? say(valueAt(entry, field)) : undefined;
}

function remarkOf({ effect, why = '' }: PaperEvent, { t }: Speech): string {
  switch (effect) {
    case 'applied':
      return '';
    case 'refused':
      return t('history.effect.refused', { why: t([`history.refused.${why}`, 'history.refused.other']) });
    case 'unknown':
    case 'newer':
    case 'waiting':
    case 'left':
      return t(`history.effect.${effect}`);
  }
}

function amendedValue(field: string, raw: unknown, sources: HistorySources): string {
  const { speech, law } = sources;
  if (typeof raw === 'number') return speech.formatNumber(raw);
  if (typeof raw === 'object' && raw !== null) {
    const { name, body, own } = raw as { name?: unknown; body?: unknown; own?: unknown };
    return own === true ? speech.t('card.field.ownBody') : textOf(name) || textOf(body);
  }
  const value = textOf(raw);
  if (value === '') return '';
  switch (field) {
    case 'paper.kind':
      return kindWord(speech, law, value);
    case 'paper.subject':
      return subjectPath(value, sources);
    case 'paper.way':
      return valueWord(speech, 'way', value);
    case 'paper.language':
      return valueWord(speech, 'language', value);
    case 'applicant.type':
      return valueWord(speech, 'applicantType', value);
    case 'paper.senderDate':
    case 'paper.arrivedOn':
      return speech.formatDate(value);
    default:
      return value;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
