import { soundsOf } from './sound.ts';

/** Numbers as words, with their ordinals, in both languages; in Russian in the cases that papers need. */
const WORDS: readonly (readonly [number, string])[] = [
  [1, 'бір бірінші один одна одно одного одной первый первая первое первого первой первом'],
  [2, 'екі екінші екеу два две двух двое второй вторая второго втором'],
  [3, 'үш үшінші үшеу три трёх трое третий третья третьего третьей третьем'],
  [4, 'төрт төртінші төртеу четыре четырёх четверо четвёртый четвёртая четвёртого четвёртой четвёртом'],
  [5, 'бес бесінші бесеу пять пяти пятеро пятый пятая пятого пятой пятом'],
  [6, 'алты алтыншы алтау шесть шести шестеро шестой шестая шестого шестом'],
  [7, 'жеті жетінші жетеу семь семи семеро седьмой седьмая седьмого седьмом'],
  [8, 'сегіз сегізінші восемь восьми восьмеро восьмой восьмая восьмого восьмом'],
  [9, 'тоғыз тоғызыншы девять девяти девятый девятая девятого девятой девятом'],
  [10, 'он оныншы десять десяти десятый десятая десятого десятой десятом'],
  [11, 'одиннадцать одиннадцати одиннадцатый одиннадцатого одиннадцатой'],
  [12, 'двенадцать двенадцати двенадцатый двенадцатого двенадцатой'],
  [13, 'тринадцать тринадцати тринадцатый тринадцатого тринадцатой'],
  [14, 'четырнадцать четырнадцати четырнадцатый четырнадцатого четырнадцатой'],
  [15, 'пятнадцать пятнадцати пятнадцатый пятнадцатого пятнадцатой'],
  [16, 'шестнадцать шестнадцати шестнадцатый шестнадцатого'],
  [17, 'семнадцать семнадцати семнадцатый семнадцатого'],
  [18, 'восемнадцать восемнадцати восемнадцатый восемнадцатого'],
  [19, 'девятнадцать девятнадцати девятнадцатый девятнадцатого'],
  [20, 'жиырма жиырмасыншы двадцать двадцати двадцатый двадцатого'],
  [30, 'отыз отызыншы тридцать тридцати тридцатый тридцатого'],
  [40, 'қырық қырқыншы сорок сорока сороковой сорокового'],
  [50, 'елу елуінші пятьдесят пятидесяти пятидесятый'],
  [60, 'алпыс алпысыншы шестьдесят шестидесяти шестидесятый'],
  [70, 'жетпіс жетпісінші семьдесят семидесяти семидесятый'],
  [80, 'сексен сексенінші восемьдесят восьмидесяти восьмидесятый'],
  [90, 'тоқсан тоқсаныншы девяносто девяностый'],
  [100, 'жүз жүзінші сто ста сотый'],
  [200, 'двести двухсот'],
  [300, 'триста трёхсот'],
  [400, 'четыреста четырёхсот'],
  [500, 'пятьсот пятисот'],
  [600, 'шестьсот шестисот'],
  [700, 'семьсот семисот'],
  [800, 'восемьсот восьмисот'],
  [900, 'девятьсот девятисот'],
  [1000, 'мың тысяча тысячи тысяч тысячу'],
];
const VALUES = new Map(WORDS.flatMap(([value, words]) => soundsOf(words).map((sound) => [sound, value] as const)));
/** `45 000`, as sums are written. */
const PARTED_THOUSANDS = /(\d)[\s\u00a0](?=\d{3}(?!\d))/gu;
/** Numbers on either side of a mark are two. */
const MARK = /[^\p{L}\p{N}\p{M}\s]+/u;
/** Longer ones are identity numbers and phones, not what a paper tells. */
const LONGEST = 9;

/** The numbers that a text tells, in figures or in words: `отыз алты жыл`, `тридцать шесть лет` and `36 лет` are the same. */
export function numbersTold(text: string): ReadonlySet<number> {
  const parts = text.replace(PARTED_THOUSANDS, '$1').split(MARK);
  return new Set(parts.flatMap((part) => numbersOf(soundsOf(part))));
}

function numbersOf(sounds: readonly string[]): number[] {
  const told: number[] = [];
  /** What it can grow by: `сорок`, `сорок пять`, `сорок пять тысяч`, `45 тысяч`. */
  let open = false;
  /** The last word of it; 0 for figures. */
  let last = 0;
  for (const sound of sounds) {
    const value = VALUES.get(sound);
    const figures = /^\d+$/.test(sound) && sound.length <= LONGEST;
    const before = told.at(-1) ?? 0;
    if (figures) told.push(Number(sound));
    else if (value !== undefined && open && multiplies(value, { before, last })) told[told.length - 1] = before * value;
    else if (value !== undefined && open && follows(value, last)) told[told.length - 1] = before + value;
    else if (value !== undefined) told.push(value);
    open = figures || value !== undefined;
    last = value ?? 0;
  }
  return told;
}

/** `үш жүз`, `сорок пять тысяч`. */
function multiplies(value: number, { before, last }: { before: number; last: number }): boolean {
  return (value === 1000 && before > 0 && before < 1000) || (value === 100 && last > 1 && last < 10);
}

/** `отыз алты`: what comes behind is smaller than the last that was round. */
function follows(value: number, last: number): boolean {
  return value < last && last >= 10 && last % 10 ** String(value).length === 0;
}
