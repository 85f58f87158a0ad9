/** An emoji as people see it: with skin tone, joined ones, flags by tags, key caps. Its invisible parts belong to it. */
const PICTURE = String.raw`\p{Extended_Pictographic}(?:[\uFE0E\uFE0F]|\p{Emoji_Modifier})?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?`;
const KEY_CAP = String.raw`[0-9#*]\uFE0F\u20E3`;
const EMOJI = String.raw`${PICTURE}(?:\u200D${PICTURE})*|${KEY_CAP}`;

/**
 * What nobody sees and nobody typed on purpose: control characters, marks that turn the direction of writing, zero-width
 * and other invisible characters (Unicode Default_Ignorable_Code_Point has them all, U+FFF9–FFFB apart), code points
 * that are no characters.
 */
const INVISIBLE = String.raw`(?![\n\t])\p{Cc}|\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]|\p{Noncharacter_Code_Point}`;

const EMOJI_OR_INVISIBLE = new RegExp(`(${EMOJI})|${INVISIBLE}`, 'gu');
/** Letters of Kazakh, Russian and English and what is written between them: all of it stays as it is, and nearly every text is no more. */
const PLAIN = /^[\n\t -~«»\u0400-\u0482\u048A-\u04FF–—№“”„’]*$/;
const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;

/**
 * Text of several lines as it may be stored, printed and compared: line ends are `\n`, Unicode form C, no control
 * characters but `\n` and `\t`, no invisible ones outside emoji; a torn surrogate becomes U+FFFD. Cleaning twice
 * changes nothing more.
 */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(LONE_SURROGATE, '\uFFFD')
    .replace(LINE_END, '\n')
    .replace(EMOJI_OR_INVISIBLE, (_match, emoji: string | undefined) => emoji ?? '')
    .normalize('NFC');
}

/** As `cleanText`, on one line: white space within is one space, none at the ends. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ').trim();
}
