import { foldText } from '../text/fold-text.ts';
import { parseKatoCode } from './kato-code.ts';

/** One place of the classifier as the data file has it. */
export type PlaceRecord = { code: string; ru: string; kk: string; aliases: string[] };

export type Both = { kk: string; ru: string };

export type PlaceLevel = 'region' | 'district' | 'town' | 'ruralDistrict' | 'village';

export type Place = { code: string; level: PlaceLevel; name: Both; within: Both };

/** What the office knows of the one who asks. */
export type PlaceWishes = { limit: number; region: string; recent: readonly string[] };

export type PlaceIndex = {
  find(text: string, wishes: PlaceWishes): Place[];
  get(code: string): Place[];
};

/** Reads `code TAB Russian TAB Kazakh TAB aliases parted by |`, one place a line. */
export function readPlaces(text: string): PlaceRecord[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [code = '', ru = '', kk = '', aliases = ''] = line.split('\t');
      return { code, ru, kk: kk === '' ? ru : kk, aliases: aliases === '' ? [] : aliases.split('|') };
    });
}

export function createPlaceIndex(records: readonly PlaceRecord[]): PlaceIndex {
  const byCode = new Map(records.map((record) => [record.code, record]));
  const words = records.map(({ ru, kk, aliases }) => wordsOf([ru, kk, ...aliases].join(' ')));
  const placeOf = (record: PlaceRecord): Place => {
    const around = (parseKatoCode(record.code)?.parents ?? []).flatMap((code) => byCode.get(code) ?? []).reverse();
    return {
      code: record.code,
      level: levelOf(record),
      name: { kk: record.kk, ru: record.ru },
      within: { kk: around.map(({ kk }) => kk).join(', '), ru: around.map(({ ru }) => ru).join(', ') },
    };
  };
  return {
    find(text, { limit, region, recent }) {
      const asked = wordsOf(text);
      if (asked.length === 0) return [];
      const found = records.filter((_, i) => asked.every((word) => words[i]!.some((own) => own.startsWith(word))));
      const rank = ({ code }: PlaceRecord) => {
        const lately = recent.indexOf(code);
        return (lately < 0 ? 100 : lately) + (code.startsWith(region) ? 0 : 1_000);
      };
      return found
        .sort((a, b) => rank(a) - rank(b))
        .slice(0, limit)
        .map(placeOf);
    },
    get(code) {
      const record = byCode.get(code);
      return record ? [placeOf(record)] : [];
    },
  };
}

function levelOf({ code, ru }: PlaceRecord): PlaceLevel {
  if (ru.startsWith('г. ')) return 'town';
  const level = parseKatoCode(code)?.level ?? 'settlement';
  return level === 'settlement' ? 'village' : level;
}

function wordsOf(text: string): string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
