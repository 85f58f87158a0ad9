/** The day of the classifier that ships with the program (`scripts/places`). */
export const CLASSIFIER_VERSION = '2022-10-17';

/**
 * Codes of the classifier of administrative-territorial objects (КАТО): nine digits `AB CD EF HIJ`, from the region down
 * to the settlement, zeros to the right standing for the whole unit (domain §4.4).
 */
export type KatoCode = {
  code: string;
  level: 'region' | 'district' | 'ruralDistrict' | 'settlement';
  /** First two digits. */
  region: string;
  /** Codes of the units around it, the region first. Not each need be in the classifier: some places have no unit between. */
  parents: string[];
};

/** A region or a city of republican significance. `since`: the first year of its code, where that is not the beginning. */
export type Region = { readonly code: string; readonly kk: string; readonly ru: string; readonly since?: number };

/** The 17 regions and 3 cities since 2022; the first two digits of КАТО, the same as in ISO 3166-2:KZ. */
export const regions: readonly Region[] = [
  { code: '10', kk: 'Абай облысы', ru: 'область Абай', since: 2022 },
  { code: '11', kk: 'Ақмола облысы', ru: 'Акмолинская область' },
  { code: '15', kk: 'Ақтөбе облысы', ru: 'Актюбинская область' },
  { code: '19', kk: 'Алматы облысы', ru: 'Алматинская область' },
  { code: '23', kk: 'Атырау облысы', ru: 'Атырауская область' },
  { code: '27', kk: 'Батыс Қазақстан облысы', ru: 'Западно-Казахстанская область' },
  { code: '31', kk: 'Жамбыл облысы', ru: 'Жамбылская область' },
  { code: '33', kk: 'Жетісу облысы', ru: 'область Жетісу', since: 2022 },
  { code: '35', kk: 'Қарағанды облысы', ru: 'Карагандинская область' },
  { code: '39', kk: 'Қостанай облысы', ru: 'Костанайская область' },
  { code: '43', kk: 'Қызылорда облысы', ru: 'Кызылординская область' },
  { code: '47', kk: 'Маңғыстау облысы', ru: 'Мангистауская область' },
  { code: '55', kk: 'Павлодар облысы', ru: 'Павлодарская область' },
  { code: '59', kk: 'Солтүстік Қазақстан облысы', ru: 'Северо-Казахстанская область' },
  { code: '61', kk: 'Түркістан облысы', ru: 'Туркестанская область', since: 2018 },
  { code: '62', kk: 'Ұлытау облысы', ru: 'область Ұлытау', since: 2022 },
  { code: '63', kk: 'Шығыс Қазақстан облысы', ru: 'Восточно-Казахстанская область' },
  { code: '71', kk: 'Астана қаласы', ru: 'г. Астана' },
  { code: '75', kk: 'Алматы қаласы', ru: 'г. Алматы' },
  { code: '79', kk: 'Шымкент қаласы', ru: 'г. Шымкент', since: 2018 },
];

/** Codes no longer given, which old addresses and papers still carry: South Kazakhstan until 2018. */
export const formerRegions: readonly { code: string; kk: string; ru: string; until: number; successors: string[] }[] = [
  {
    code: '51',
    kk: 'Оңтүстік Қазақстан облысы',
    ru: 'Южно-Казахстанская область',
    until: 2018,
    successors: ['61', '79'],
  },
];

const known = new Set([...regions, ...formerRegions].map((region) => region.code));

/** Whether two digits are the code of a region, now or formerly. */
export function isRegionCode(code: string): boolean {
  return known.has(code);
}

/** Takes a code apart; undefined when it is not nine digits or its region has never existed. */
export function parseKatoCode(text: string): KatoCode | undefined {
  if (!/^\d{9}$/.test(text) || !isRegionCode(text.slice(0, 2))) return undefined;
  const around = [text.slice(0, 2), text.slice(0, 4), text.slice(0, 6)].map((part) => part.padEnd(9, '0'));
  return {
    code: text,
    level: levelOf(text),
    region: text.slice(0, 2),
    parents: [...new Set(around)].filter((code) => code !== text),
  };
}

function levelOf(code: string): KatoCode['level'] {
  if (code.slice(6) !== '000') return 'settlement';
  if (code.slice(4, 6) !== '00') return 'ruralDistrict';
  return code.slice(2, 4) === '00' ? 'region' : 'district';
}
