import { cleanText } from './clean-text.ts';

/** Bullets of word processors and mail programs, also those of symbol fonts, at the beginning of a line. */
const BULLET = /^ ?[•·◦‣▪▫●○■□◆◇➢➤►✓✔\uF0A7\uF0B7\uF0D8\uF0FC] ?/gmu;
const SPACES = /[^\S\n]+/gu;
const LINE_MARGINS = /^ +| +$/gm;
const EMPTY_LINES = /\n{3,}/g;

/**
 * Text that comes from a word processor, a mail or a web page as a clerk would have typed it: bullets are dashes, tabs and rows of
 * spaces are one space, at most one empty line in a row; cleaned as `cleanText` does. Doing it twice changes nothing more.
 */
export function pastedText(text: string): string {
  return cleanText(text)
    .replace(SPACES, ' ')
    .replace(BULLET, '– ')
    .replace(LINE_MARGINS, '')
    .replace(EMPTY_LINES, '\n\n')
    .replace(/^\n+|\n+$/g, '');
}

/** Elements whose content is no text to be read. */
const SILENT = /<(script|style|head|title|xml|template|noscript)\b[\s\S]*?(?:<\/\1\s*>|$)/gi;
const COMMENT = /<!--[\s\S]*?(?:-->|$)|<!\[[\s\S]*?\]>/g;
const BREAK = /<br\b[^>]*>|<\/(?:p|div|tr|h[1-6]|ul|ol|table|blockquote|section|article|header|footer)\s*>/gi;
const ITEM = /<li\b[^>]*>/gi;
const CELL = /<\/t[dh]\s*>/gi;
const TAG = /<\/?[a-z][^>]*(?:>|$)/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  ndash: '–',
  mdash: '—',
  laquo: '«',
  raquo: '»',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  bdquo: '„',
  hellip: '…',
  bull: '•',
  middot: '·',
  numero: '№',
  deg: '°',
  sect: '§',
  tenge: '₸',
};

/** The readable text of a piece of HTML, paragraphs, rows and list items on lines of their own. Nothing of it is ever run or shown as HTML. */
export function textOfHtml(html: string): string {
  const text = html
    .replace(COMMENT, '')
    .replace(SILENT, '')
    // Line ends of the source are only spaces.
    .replace(/\s+/g, ' ')
    .replace(BREAK, '\n')
    .replace(ITEM, '\n– ')
    .replace(CELL, ' ')
    .replace(TAG, '')
    .replace(ENTITY, decoded);
  return pastedText(text);
}

function decoded(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
  const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
}
