import { recoveryGroups } from '../../shared/domain/keys/recovery-code.ts';
import type { Both } from '../../shared/domain/log/line.ts';
import { recoverySheetWords as words } from '../../shared/words/recovery-sheet.ts';
import { onDots, QR_QUIET, qr } from './barcodes.ts';
import { mm, pt } from './dots.ts';
import type { FaceName, Fonts } from './fonts.ts';
import { drawPdf } from './pdf.ts';
import { type Band, joined, type Marks, moved, noMarks, space, stacked } from './sheet.ts';
import { printable } from './text.ts';
import { baseline, beside, type Column, frame, type Run, rule, setLines, type Type } from './typeset.ts';

/** What a recovery sheet says. */
export type RecoverySheet = {
  /** 48 digits. */
  code: string;
  /** Counts the codes of this office. */
  serial: number;
  /** 01.12.2026 */
  madeOn: string;
  body: Both;
};

const PAPER = { width: 210, height: 297, cut: false };
const MARGIN = { x: mm(22), y: mm(16) };
const WIDTH = mm(PAPER.width) - 2 * MARGIN.x;
const HEIGHT = mm(PAPER.height) - 2 * MARGIN.y;
const RULE = 2;

const TYPE = {
  title: { size: 22, leading: 27 },
  subtitle: { size: 14, leading: 19 },
  body: { size: 10, leading: 13.5 },
  small: { size: 9, leading: 12.5 },
  group: { size: 31, leading: 40 },
  index: { size: 11, leading: 14 },
} satisfies Record<string, Type>;

/** Parts of the type sizes, tried in turn until the sheet holds a body of a long name. */
const STEPS = [1, 0.93, 0.86, 0.8, 0.74, 0.68];

/** Two columns of four groups, read line by line. */
const COLUMNS = 2;
const CODE = { padding: mm(6), row: mm(14), index: mm(9) };
/** Dots a module: 48 digits and their hyphens are a small code, made to be read from any scanner. */
const QR_MODULE = 9;

/**
 * One sheet of A4 for the safe: the code in large groups that cannot be mistaken, the same as a QR code, whose it is, what it is for,
 * how it is kept. Kazakh and Russian.
 *
 * @throws RangeError unless the code is 48 digits
 */
export async function renderRecoverySheet(sheet: RecoverySheet, fonts: Fonts): Promise<Uint8Array> {
  if (!/^\d{48}$/.test(sheet.code)) throw new RangeError('a recovery code has 48 digits');
  const sized = STEPS.map((step) => () => layout(sheet, { step, fonts }));
  const fits = sized.find((lay) => lay().height <= HEIGHT) ?? sized.at(-1)!;
  const page = { ...moved(fits(), MARGIN.x, MARGIN.y), height: mm(PAPER.height) };
  const title = `${words.title.kk} № ${sheet.serial}`;
  return drawPdf({ title, day: sheet.madeOn, paper: PAPER, pages: [page] }, fonts);
}

/** Texts and the white between them shrink with `step`; code and QR code never do. */
type Setting = { step: number; fonts: Fonts };

function layout(sheet: RecoverySheet, setting: Setting): Band {
  const { step, fonts } = setting;
  const white = (millimetres: number) => space(Math.round(mm(millimetres) * step));
  const set = (runs: Run[], column: Column = { x: 0, width: WIDTH }) => setLines(runs, column, step, fonts);
  const code = qrBand(recoveryGroups(sheet.code).join('-'));
  const column = { x: 0, width: WIDTH - code.clear[0]!.width - mm(4) };
  const purpose = stacked(set([...both(words.purpose, TYPE.body), ...gap, ...both(words.howTo, TYPE.body)], column));
  return stacked([
    ...set([...bold(words.title.kk, TYPE.title), ...plain(words.title.ru, TYPE.subtitle)]),
    white(4),
    rule(WIDTH, RULE),
    white(4),
    ...facts(sheet, setting),
    white(6),
    groupsBand(sheet.code, fonts),
    white(7),
    { ...joined([purpose, code]), height: Math.max(purpose.height, code.height) },
    white(6),
    warning(setting),
    white(6),
    ...set(both(words.replaced, TYPE.small)),
    white(13),
    rule(WIDTH, RULE),
    white(1),
    ...set(plain(`${words.handedOver.kk} / ${words.handedOver.ru}`, TYPE.small)),
  ]);
}

/** Eight groups in a frame, each with its number small before it. */
function groupsBand(code: string, fonts: Fonts): Band {
  const groups = recoveryGroups(code);
  const column = Math.floor((WIDTH - 2 * CODE.padding) / COLUMNS);
  const height = 2 * CODE.padding + (groups.length / COLUMNS) * CODE.row;
  const texts = groups.flatMap((group, index) => {
    const x = CODE.padding + (index % COLUMNS) * column;
    const top = CODE.padding + Math.floor(index / COLUMNS) * CODE.row;
    const y = top + baseline(CODE.row, pt(TYPE.group.size));
    // A gap in the middle: three digits are what an eye takes at once.
    return [
      mark(`${index + 1}`, 'regular', TYPE.index, x, y, fonts),
      mark(`${group.slice(0, 3)}\u202f${group.slice(3)}`, 'bold', TYPE.group, x + CODE.index, y, fonts),
    ];
  });
  return { ...noMarks(), texts, rects: frame(WIDTH, height, 2 * RULE), height };
}

/** How the sheet is kept, beside a bar. */
function warning({ step, fonts }: Setting): Band {
  const column = { x: mm(5), width: WIDTH - mm(10) };
  const runs = [...bold(words.keep.kk, TYPE.body), ...gap, ...plain(words.keep.ru, TYPE.body)];
  const text = stacked([space(mm(3)), ...setLines(runs, column, step, fonts), space(mm(4))]);
  const bar: Marks = { ...noMarks(), rects: [{ x: 0, y: 0, width: mm(1), height: text.height }] };
  return { ...joined([text, bar]), height: text.height };
}

/** Whose code it is, and which. */
function facts({ body, serial, madeOn }: RecoverySheet, { step, fonts }: Setting): Band[] {
  const same = (text: string): Both => ({ kk: text, ru: text });
  const name = { kk: printable(body.kk, fonts), ru: printable(body.ru, fonts) };
  const rows: [Both, Both][] = [
    [words.office, name],
    [words.serial, same(`№ ${serial}`)],
    [words.made, same(madeOn)],
  ];
  const label = { x: 0, width: mm(48) };
  const value = { x: mm(50), width: WIDTH - mm(50) };
  return rows.flatMap(([what, { kk, ru }]) => [
    ...beside(
      setLines(plain(`${what.kk} / ${what.ru}`, TYPE.small), label, step, fonts),
      setLines([...bold(kk, TYPE.body), ...(ru === kk ? [] : plain(ru, TYPE.body))], value, step, fonts),
    ),
    space(mm(1.5)),
  ]);
}

/** At the right edge of the page, whose margin is its quiet zone there. */
function qrBand(text: string): Band {
  const code = qr(text);
  const side = code.width * QR_MODULE;
  const quiet = QR_QUIET * QR_MODULE;
  const clear = [{ x: -quiet, y: -quiet, width: side + 2 * quiet, height: side + 2 * quiet }];
  const marks = { ...noMarks(), rects: onDots(code, QR_MODULE, QR_MODULE), clear };
  return { ...moved(marks, WIDTH - side, 0), height: side };
}

function mark(text: string, face: FaceName, { size }: Type, x: number, y: number, fonts: Fonts) {
  return { text, face, size: pt(size), x, y, width: fonts[face].width(text, pt(size)) };
}

const wordsOf = (text: string): string[] => text.split(' ');
const bold = (text: string, type: Type): Run[] => [{ words: wordsOf(text), face: 'bold', type }];
const plain = (text: string, type: Type): Run[] => [{ words: wordsOf(text), face: 'regular', type }];
const both = ({ kk, ru }: Both, type: Type): Run[] => [...plain(kk, type), ...gap, ...plain(ru, type)];
/** Half a line of white between paragraphs: a line of a blank that cannot break. */
const gap: Run[] = [{ words: ['\u00a0'], face: 'regular', type: { size: 4, leading: 6 } }];
