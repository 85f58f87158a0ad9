import type { Both } from '../log/line.ts';
import { foldText } from '../text/fold-text.ts';
import { parseKatoCode } from './kato-code.ts';

export type PlaceLevel = 'region' | 'district' | 'town' | 'ruralDistrict' | 'village';

/** One place of the classifier, ready to be searched and shown. */
export type PlaceRecord = {
  code: string;
  name: Both;
  level: PlaceLevel;
  /** The administration of a town: a unit that nobody lives in. */
  administration: boolean;
  /** Of places that are found equally well the lighter one comes first: it is the likelier to be meant. */
  weight: number;
  /** The folded words of each of its names, without the word for its kind. */
  names: string[][];
};

/**
 * Reads `code TAB Russian name TAB Kazakh name TAB other names parted by |`, one place a line. An empty Kazakh name is not
 * known: the Russian one stands for it.
 */
export function readPlaces(text: string): PlaceRecord[] {
  const lines = linesOf(text);
  // Folding is dear by the call: the whole file at once keeps its tabs and line ends.
  const folded = linesOf(foldText(text));
  return lines.map(([code = '', ru = '', kk = ''], index) => {
    const [, foldedRu = '', foldedKk = '', foldedOthers = ''] = folded[index]!;
    const others = foldedOthers === '' ? [] : foldedOthers.split('|');
    const level = levelOf(code, ru);
    const administration = ADMINISTRATION.test(ru);
    const names = [foldedRu, foldedKk, ...others].filter((name) => name !== '').map(properWords);
    return {
      code,
      name: { kk: kk === '' ? ru : kk, ru },
      level,
      administration,
      weight: administration
        ? ADMINISTRATION_WEIGHT
        : level === 'village' && !VILLAGE.test(ru)
          ? HUT_WEIGHT
          : weights[level],
      names: distinct(names),
    };
  });
}

const weights: Readonly<Record<PlaceLevel, number>> = {
  town: 0,
  district: 8,
  region: 12,
  village: 40,
  ruralDistrict: 60,
};
const ADMINISTRATION_WEIGHT = 30;
/** Winter camps, sidings, farms: they share the names of villages, and few people live there. */
const HUT_WEIGHT = 50;

/** Folded words, cut at everything that is no letter or digit: `с.Аккистау` is two. */
export function placeWords(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/** Words that say what kind of place it is, folded: they narrow nothing down and are in most names. */
export const kindWords: Readonly<Record<string, PlaceLevel>> = {
  г: 'town',
  гор: 'town',
  город: 'town',
  каласы: 'town',
  к: 'town',
  с: 'village',
  село: 'village',
  а: 'village',
  ауыл: 'village',
  ауылы: 'village',
  п: 'village',
  пос: 'village',
  поселок: 'village',
  кенти: 'village',
  ст: 'village',
  станция: 'village',
  станциясы: 'village',
  рзд: 'village',
  разезд: 'village',
  разези: 'village',
  уч: 'village',
  участок: 'village',
  учаскеси: 'village',
  зимовка: 'village',
  кыстауы: 'village',
  фермасы: 'village',
  отг: 'village',
  точка: 'village',
  р: 'district',
  н: 'district',
  рн: 'district',
  раион: 'district',
  аудан: 'district',
  ауданы: 'district',
  обл: 'region',
  област: 'region',
  облыс: 'region',
  облысы: 'region',
  о: 'ruralDistrict',
  ауылдык: 'ruralDistrict',
  округ: 'ruralDistrict',
  округи: 'ruralDistrict',
  им: 'village',
  атындагы: 'village',
};

const WORD = /[\p{L}\p{N}]+/gu;
const VILLAGE = /^[сп]\. /;
const ADMINISTRATION = / [гпр]\.а\.$/;

function linesOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}

function properWords(folded: string): string[] {
  const words = placeWords(folded);
  const proper = words.filter((word) => kindWords[word] === undefined);
  return proper.length === 0 ? words : proper;
}

function distinct(names: string[][]): string[][] {
  const seen = new Set<string>();
  return names.filter((words) => !seen.has(words.join(' ')) && seen.add(words.join(' ')));
}

function levelOf(code: string, ru: string): PlaceLevel {
  if (ru.startsWith('г. ')) return 'town';
  if (/район/i.test(ru)) return 'district';
  const level = parseKatoCode(code)?.level ?? 'settlement';
  return level === 'settlement' ? 'village' : level;
}
