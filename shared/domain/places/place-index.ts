import type { Both } from '../log/line.ts';
import { plainDigits } from '../text/digits.ts';
import { foldText } from '../text/fold-text.ts';
import { beginsWithOneSlip } from '../text/one-slip.ts';
import { successorsOf } from './former-codes.ts';
import { parseKatoCode } from './kato-code.ts';
import { kindWords, type PlaceLevel, type PlaceRecord, placeWords } from './place-record.ts';

/** A place as it is offered. `within`: what lies around it, the smallest first. */
export type Place = { code: string; level: PlaceLevel; name: Both; within: Both };

/**
 * A place for what was typed. `isMeant`: all of it was used, without a slip, and the place is of the own region or was used lately, or
 * its code was typed whole. Any other may be a stranger with a name that is much the same, and is only to be chosen by hand.
 */
export type PlaceMatch = Place & { isMeant: boolean };

/** Who asks: at most `limit` places, those of the own region (2 digits) and those used lately (codes, last first) before others. */
export type PlaceWishes = { limit: number; region: string; recent: readonly string[] };

export type PlaceIndex = {
  /**
   * Places as typed: every word begins one of the place's own words or of the units around it, at least one of its own. From
   * four letters on, one slip of the hand is forgiven. Digits are the beginning of a code; nothing typed asks for what was used
   * lately. A whole name comes before all others. Any string is safe.
   */
  find(text: string, wishes: PlaceWishes): PlaceMatch[];
  /** What a code stands for today: see `successorsOf`. Several where it was split up, none where it is not known. */
  get(code: string): Place[];
};

/** How well a word fits; smaller is better. */
const EXACT = 1;
const BEGINNING = 2;
const SLIP = 3;
const NONE = 255;

const SHORTEST_WITH_SLIP = 4;
const MOST_WORDS = 6;
const LONGEST_TEXT = 200;

/** What counts against a place, beside its own weight. */
const OTHER_REGION_WEIGHT = 25;
const OTHER_KIND_WEIGHT = 60;
const FIT_WEIGHT = 200;
const RECENT_WEIGHT = 10_000;
/** More than use lately: what stands there whole is meant, whatever else begins so. */
const PART_WEIGHT = 2 * RECENT_WEIGHT;

type Match = { index: number; isMeant: boolean };

export function createPlaceIndex(records: readonly PlaceRecord[]): PlaceIndex {
  const { length } = records;
  const positions = new Map(records.map(({ code }, index) => [code, index]));
  const around = records.map(({ code }) =>
    (parseKatoCode(code)?.parents ?? []).flatMap((parent) => positions.get(parent) ?? []).reverse(),
  );
  const postings = new Map<string, number[]>();
  records.forEach(({ names }, index) => {
    const joined = names.filter((words) => words.length > 1).map((words) => words.join(''));
    for (const word of new Set([...names.flat(), ...joined])) {
      const places = postings.get(word);
      if (places) places.push(index);
      else postings.set(word, [index]);
    }
  });

  /** Of every place, how well a word fits one of its own. */
  function fitsOf(typed: string): Uint8Array {
    const fits = new Uint8Array(length).fill(NONE);
    for (const [word, places] of postings) {
      const fit = howWell(word, typed);
      if (fit === NONE) continue;
      for (const place of places) if (fit < fits[place]!) fits[place] = fit;
    }
    return fits;
  }

  function placeAt(index: number): Place {
    const { code, level, name } = records[index]!;
    const units = around[index]!.map((unit) => records[unit]!).filter(
      (unit) => !unit.administration || (unit.level === 'district' && level !== 'town'),
    );
    const words = (language: keyof Both) => units.map((unit) => unit.name[language]).join(', ');
    return { code, level, name, within: { kk: words('kk'), ru: words('ru') } };
  }

  function find(text: string, wishes: PlaceWishes): PlaceMatch[] {
    return matchesOf(text, wishes).map(({ index, isMeant }) => ({ ...placeAt(index), isMeant }));
  }

  function matchesOf(text: string, wishes: PlaceWishes): Match[] {
    const { limit, region, recent } = wishes;
    if (text.trim() === '')
      return recent
        .flatMap((code) => positions.get(code) ?? [])
        .slice(0, limit)
        .map((index) => ({ index, isMeant: false }));
    const digits = plainDigits(text);
    if (/^\d{2,9}$/.test(digits)) {
      const found = byCode(digits);
      const isOne = digits.length === 9 && found.length === 1;
      return found
        .slice(0, limit)
        .map((index) => ({ index, isMeant: isOne || isNear(records[index]!, region, recent) }));
    }
    const all = placeWords(foldText(text.slice(0, LONGEST_TEXT)));
    const words = all.slice(0, MOST_WORDS);
    const proper = words.filter((word) => kindWords[word] === undefined);
    const asked = proper.length === 0 ? words : proper;
    if (asked.length === 0) return [];
    const wanted = { ...wishes, isWhole: text.length <= LONGEST_TEXT && all.length === words.length };
    const found = bestOf(asked, words, wanted);
    // Кызыл Орда, Устькаменогорск: people part and join names as they like.
    return found.length > 0 || asked.length === 1 ? found : bestOf([asked.join('')], words, wanted);
  }

  /** `isWhole`: the words are all that was typed. */
  function bestOf(asked: string[], words: string[], wanted: PlaceWishes & { isWhole: boolean }): Match[] {
    const { limit, region, recent, isWhole } = wanted;
    const kinds = new Set(words.flatMap((word) => kindWords[word] ?? []));
    const fits = asked.map(fitsOf);
    const lately = new Map(recent.map((code, index) => [code, index]));
    const found: (Match & { weight: number })[] = [];
    for (let index = 0; index < length; index++) {
      const fit = fitOf(index, fits);
      if (fit === NONE) continue;
      const { code, level, weight } = records[index]!;
      const last = lately.get(code);
      const isNamed = fit === EXACT && isNameOf(records[index]!, asked);
      const isOfKind = kinds.size === 0 || kinds.has(level);
      const isOwn = code.startsWith(region);
      found.push({
        index,
        isMeant: isWhole && fit !== SLIP && isOfKind && (isOwn || last !== undefined),
        weight:
          (isNamed ? 0 : PART_WEIGHT + fit * FIT_WEIGHT) +
          weight +
          (isOwn ? 0 : OTHER_REGION_WEIGHT) +
          (isOfKind ? 0 : OTHER_KIND_WEIGHT) -
          (last === undefined || fit === SLIP ? 0 : RECENT_WEIGHT - last),
      });
    }
    return found.sort((a, b) => a.weight - b.weight || a.index - b.index).slice(0, limit);
  }

  /** The worst of its words, or NONE: a place is not found by the units around it alone. */
  function fitOf(index: number, fits: readonly Uint8Array[]): number {
    let own = false;
    let worst = EXACT;
    for (const fit of fits) {
      let best = fit[index]!;
      if (best !== NONE) own = true;
      for (const unit of around[index]!) if (fit[unit]! < best) best = fit[unit]!;
      if (best === NONE) return NONE;
      if (best > worst) worst = best;
    }
    return own ? worst : NONE;
  }

  function byCode(digits: string): number[] {
    if (digits.length === 9) return indexesOf(digits);
    const found: number[] = [];
    for (let index = 0; index < length; index++) if (records[index]!.code.startsWith(digits)) found.push(index);
    return found;
  }

  function indexesOf(code: string): number[] {
    const index = positions.get(code);
    if (index !== undefined) return [index];
    return successorsOf(code, (one) => positions.has(one)).map((one) => positions.get(one)!);
  }

  return { find, get: (code) => indexesOf(plainDigits(code)).map(placeAt) };
}

function howWell(word: string, typed: string): number {
  if (word.startsWith(typed)) return word.length === typed.length ? EXACT : BEGINNING;
  return typed.length >= SHORTEST_WITH_SLIP && beginsWithOneSlip(word, typed) ? SLIP : NONE;
}

/** Whether the words are a whole name of the place, perhaps with those of the units around it. */
function isNameOf({ names }: PlaceRecord, asked: readonly string[]): boolean {
  return names.some((name) => name.every((word) => asked.includes(word)));
}

/** Whether a place is of the own region, or was used lately. */
function isNear({ code }: PlaceRecord, region: string, recent: readonly string[]): boolean {
  return code.startsWith(region) || recent.includes(code);
}
