import type { IsoDate } from '../date/iso-date.ts';
import {
  type Ground,
  type Kind,
  type LawData,
  lawDataSchema,
  type OwnDay,
  type Regime,
  type StartRule,
} from './law-data.ts';
import { layOutYear, type WorkingYear } from './working-year.ts';

export type { IsoDate } from '../date/iso-date.ts';
export type { Ground, Kind, LawData, LimitName, Limits, OwnDay, Regime, StartRule, TermUnit } from './law-data.ts';

/** A holiday by its stable id, as it is named to people. */
export type HolidayName = { readonly id: string; readonly kk: string; readonly ru: string };

/** The law as the rules use it: a value, made by `compileLaw`, never changed. */
export type Law = {
  readonly calendarVersion: string;
  readonly termsVersion: string;
  /** Years (both included) whose Government decrees on moved days off are known. Outside, fixed holidays are computed. */
  readonly calendarKnownFrom: number;
  readonly calendarKnownUntil: number;
  readonly holidays: readonly HolidayName[];
  /** Days that the office has entered; where the calendar names the same day, the calendar holds. */
  readonly days: readonly OwnDay[];
  /** What the calendar's decrees make of a day; undefined for a day that they do not name. */
  decreed(date: IsoDate): OwnDay['to'] | undefined;
  /** The oldest first. */
  readonly regimes: readonly Regime[];
  /** Kinds of paper, in the order in which people expect them. */
  readonly kinds: readonly Kind[];
  /** The reasons that a decision may name under a regime; none where it needs none. */
  groundsOf(decision: string, regime: Regime): readonly Ground[];
  /** What a decision on a complaint rests on. */
  readonly bases: readonly Ground[];
  /** A ground or basis of a decision: two decisions, or regimes, may have grounds under one id, each with its own words and article. */
  reason(id: string, decision: string, regime: Regime): Ground | undefined;
  /** Undefined when the law has no such kind. */
  kindOf(id: string): Kind | undefined;
  /** The regime under which a paper registered that day is handled; dates before the first fall under the first. */
  regimeOn(date: IsoDate): Regime;
  /** How days are counted: the office's choice where the regime allows it, else the regime's first. */
  startRuleOf(regime: Regime): StartRule;
  /** One year of the working calendar, laid out at the first call. */
  workingYear(year: number): WorkingYear;
};

/**
 * Makes a `Law` of its data files.
 *
 * @throws ZodError when the data has not the shape of `LawData`
 * @throws Error when ids repeat, or the years of decrees have a gap
 */
export function compileLaw(data: LawData): Law {
  const { calendar, terms, days, startRule } = lawDataSchema.parse(data);
  const holidays = [...calendar.holidays, calendar.kurbanAit].map(({ id, kk, ru }) => ({ id, kk, ru }));
  const kinds = terms.kinds.map((kind) => ({ ...kind, terms: inOrder(kind.terms) }));
  const kindsById = new Map(kinds.map((kind) => [kind.id, kind]));
  const regimes = inOrder(terms.regimes);
  const { grounds, bases } = terms;
  const groundsOf = (decision: string, regime: Regime) =>
    listed(regime.grounds, decision) ?? listed(grounds, decision) ?? [];
  const known = calendar.decrees.map((decree) => decree.year).sort((a, b) => a - b);
  requireUnique('holiday', holidays);
  requireUnique('kind', kinds);
  requireUnique('regime', regimes);
  const reasons: Record<string, Ground[]>[] = [{ ...grounds, bases }, ...regimes.map((regime) => regime.grounds ?? {})];
  for (const lists of reasons)
    for (const [decision, list] of Object.entries(lists)) requireUnique(`reason (${decision})`, list);
  if (known.some((year, i) => year !== known[0]! + i)) throw new Error('decrees of a year are missing or given twice');
  const decreed = new Map(
    calendar.decrees.flatMap(({ off, work }) => [
      ...off.map((day) => [day, 'off'] as const),
      ...work.map((day) => [day, 'work'] as const),
    ]),
  );
  const own = days.filter(({ day }) => !decreed.has(day));
  const years = new Map<number, WorkingYear>();
  return deepFreeze({
    calendarVersion: calendar.version,
    termsVersion: terms.version,
    calendarKnownFrom: known[0]!,
    calendarKnownUntil: known.at(-1)!,
    holidays,
    days,
    decreed: (date) => decreed.get(date),
    regimes,
    kinds,
    groundsOf,
    bases,
    reason: (id, decision, regime) => [...groundsOf(decision, regime), ...bases].find((one) => one.id === id),
    kindOf: (id) => kindsById.get(id),
    regimeOn: (date) => lastFrom(regimes, date),
    startRuleOf: ({ startRules }) => startRules.find((rule) => rule === startRule) ?? startRules[0]!,
    workingYear(year) {
      let laidOut = years.get(year);
      if (!laidOut) {
        laidOut = layOutYear(year, calendar, own);
        years.set(year, laidOut);
      }
      return laidOut;
    },
  });
}

/** The line in force on that date; dates before the first line fall under the first. `lines` in order of `from`. */
export function lastFrom<Line extends { from?: IsoDate | undefined }>(lines: readonly Line[], date: IsoDate): Line {
  return lines.findLast((line) => (line.from ?? '') <= date) ?? lines[0]!;
}

function listed(grounds: Readonly<Record<string, readonly Ground[]>> | undefined, decision: string) {
  return grounds && Object.hasOwn(grounds, decision) ? grounds[decision] : undefined;
}

function inOrder<Line extends { from?: IsoDate | undefined }>(lines: readonly Line[]): Line[] {
  return [...lines].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
}

function requireUnique(what: string, items: readonly { id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of items) {
    if (seen.has(id)) throw new Error(`${what} ${id} is given twice`);
    seen.add(id);
  }
}

function deepFreeze<Value extends object>(value: Value): Value {
  for (const member of Object.values(value)) if (typeof member === 'object' && member !== null) deepFreeze(member);
  return Object.freeze(value);
}
