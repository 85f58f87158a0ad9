import type { Both } from '../../shared/domain/log/line.ts';
import { talonWords as words } from '../../shared/words/talon.ts';
import { CODE128_QUIET, code128, onDots, QR_QUIET, qr } from './barcodes.ts';
import { DOTS_PER_INCH, pt } from './dots.ts';
import type { FaceName, Fonts } from './fonts.ts';
import { type Band, type Block, joined, type Marks, moved, noMarks, paginate, space, stacked } from './sheet.ts';
import type { Talon } from './talon-content.ts';
import type { Measures } from './talon-formats.ts';
import { printable } from './text.ts';
import { baseline, beside, type Column, frame, headroom, type Run, rule, setLines, type Type } from './typeset.ts';

/** A laid-out page in dots, marks from the top left corner of the paper. `height`: where a cut paper ends. */
export type Page = Marks & { height: number };

/** Thickness of the rules between sections, dots. */
const RULE = 2;

/** The same for everything on one talon: content width, type step, measures, fonts, and the codes, which never shrink. */
type Desk = { width: number; step: number; measures: Measures; fonts: Fonts; codes: Codes };
type Codes = { bars: Band; qr: Band | undefined };

/**
 * Lays a talon out: which mark stands where, without drawing anything. Nothing is ever cut. The pages are as few as the
 * format's sizes of type allow, and of the sizes that need as few pages the largest is taken.
 *
 * @throws RangeError when the number is not 18 digits.
 */
export function layoutTalon(talon: Talon, measures: Measures, fonts: Fonts): Page[] {
  if (!/^\d{18}$/.test(talon.number)) throw new RangeError('The number of a talon has 18 digits');
  const { margin, paper } = measures;
  const width = wholeDots(paper.width) - margin.left - margin.right;
  const height = wholeDots(paper.height) - margin.top - margin.bottom;
  const codes = { bars: bars(talon.number, width, measures), qr: status(talon.statusUrl, measures) };
  const content = cleaned(talon, fonts);
  let fewest: Band[] = [];
  for (const step of measures.steps) {
    const pages = fill(content, height, { width, step, measures: tightened(measures, step), fonts, codes });
    if (fewest.length === 0 || pages.length < fewest.length) fewest = pages;
    if (fewest.length === 1) break;
  }
  return fewest.map((page) => ({
    ...moved(page, margin.left, margin.top),
    height: margin.top + page.height + margin.bottom,
  }));
}

/** White space shrinks with the type. */
function tightened(measures: Measures, step: number): Measures {
  const { section, row, column } = measures.gap;
  return { ...measures, gap: { section: Math.round(section * step), row: Math.round(row * step), column } };
}

function fill(talon: Talon, height: number, desk: Desk): Band[] {
  const blocks = [...head(talon, desk), ...identity(talon, desk), ...facts(talon, desk), ...check(talon, desk)];
  const { cut } = desk.measures.paper;
  const single = runningHead(talon, 1, 1, desk);
  const columns = paginate(blocks, height - single.height, cut);
  if (columns.length === 1) return columns.map((column) => stacked([single, column]));
  const parts = paginate(blocks, height - runningHead(talon, 1, 2, desk).height, cut);
  return parts.map((part, index) => stacked([runningHead(talon, index + 1, parts.length, desk), part]));
}

/** What stands on every page: that the talon is a sample, and of several pages which of whose. */
function runningHead(talon: Talon, page: number, pages: number, desk: Desk): Band {
  const { step, measures, fonts, width } = desk;
  const bands: Band[] = [];
  for (const mark of marksOf(talon, desk)) bands.push(mark, space(measures.gap.section));
  if (pages > 1) {
    const set = (text: string, face: FaceName) =>
      setLines([{ words: [text], face, type: measures.type.note }], { x: 0, width }, step, fonts);
    const mark = set(`${page} / ${pages}`, 'regular').map((band) => flushRight(band, width));
    bands.push(...beside(set(grouped(talon.number).join(' '), 'bold'), mark), space(measures.gap.section));
  }
  return stacked(bands);
}

/** That it is a sample, that it is a duplicate; they stand clear of the codes, which stay readable for practice. */
function marksOf({ sample, duplicateOn }: Talon, desk: Desk): Band[] {
  const { sample: mark, value } = desk.measures.type;
  return [
    ...(sample ? [banner([[slashed(words.sample), mark]], desk)] : []),
    ...(duplicateOn === ''
      ? []
      : [
          banner(
            [
              [slashed(words.duplicate), mark],
              [duplicateOn, value],
            ],
            desk,
          ),
        ]),
  ];
}

/** Lines in a frame across the page. */
function banner(said: [text: string, type: Type][], { width, step, fonts }: Desk): Band {
  const lines = said.map(([text, { size, leading }]): Band => {
    const dots = pt(size * step);
    const height = Math.round(pt(leading * step));
    const long = fonts.bold.width(text, dots);
    const x = Math.round((width - long) / 2);
    // Capitals stand in the middle of their line.
    const y = baseline(height, dots) - Math.round((headroom(height, dots) - (height - baseline(height, dots))) / 2);
    return { ...noMarks(), texts: [{ text, face: 'bold', size: dots, x, y, width: long }], height };
  });
  const air = space(2 * RULE);
  const inner = stacked([air, ...lines, air]);
  return { ...inner, rects: frame(width, inner.height, 2 * RULE) };
}

/** Whose talon it is, and that it is one. */
function head(talon: Talon, desk: Desk): Block[] {
  const { type, gap, air } = desk.measures;
  return [
    block([...lines(titled(talon.body, type.body), desk), space(gap.section), rule(desk.width, RULE)], 0, 0),
    block(lines(titled(words.title, type.title), desk), gap.section, air.section),
  ];
}

/** The number for people, 6-6-6 across the page, and for scanners; neither ever shrinks. */
function identity(talon: Talon, { width, measures, fonts, codes }: Desk): Block[] {
  const { size, leading } = measures.type.number;
  const dots = pt(size);
  const height = Math.round(pt(leading));
  const groups = grouped(talon.number);
  const group = fonts.bold.width('000000', dots);
  const texts = groups.map((text, index) => ({
    text,
    face: 'bold' as const,
    size: dots,
    x: Math.floor(((width - group) * index) / (groups.length - 1)),
    y: baseline(height, dots),
    width: group,
  }));
  const number: Band = { ...noMarks(), texts, height };
  return [block([number, space(measures.gap.row * 2), codes.bars], measures.gap.section, measures.air.section)];
}

/** What was taken, when, from whom, by whom (art. 64(2): number, date, time, surname, initials and post of the receiver). */
function facts(talon: Talon, desk: Desk): Block[] {
  const { type, gap, air, labelColumn } = desk.measures;
  const bold = (text: string): Run[] => runs(text, 'bold', type.value);
  const { name, post } = talon.receiver;
  const rows: [Both, Run[]][] = [
    [words.official, bold(talon.official)],
    [words.accepted, bold(`${talon.acceptedDate} ${talon.acceptedTime}`)],
    [words.kind, titled(talon.kind, type.value)],
    [words.applicant, bold(talon.applicant)],
    [words.sheets, bold(`${talon.sheets} + ${talon.attachments}`)],
    [words.due, bold(talon.dueDate ?? '')],
    [words.receiver, [...bold(name), ...plain(post, type.note)]],
  ];
  const filled = rows.filter(([, value]) => value.length > 0);
  return [
    block([rule(desk.width, RULE)], gap.section, air.section),
    ...filled.map(([label, value], index) => {
      const first = index === 0;
      return block(
        row(plain(label, type.label), value, { x: 0, width: desk.width }, labelColumn, desk),
        first ? gap.section : gap.row,
        first ? air.section : air.row,
      );
    }),
  ];
}

/** How the citizen follows the paper; at the foot of the page, beside the QR code. */
function check(talon: Talon, desk: Desk): Block[] {
  const { measures, codes } = desk;
  const { gap, air } = measures;
  const x = codes.qr === undefined ? 0 : codes.qr.clear[0]!.x + codes.qr.clear[0]!.width + gap.column;
  const column = { x, width: desk.width - x };
  const ask = channelLines(talon, column, desk);
  const complain = complaintLines(talon, column, desk);
  if (codes.qr === undefined && ask.length + complain.length === 0) return [];
  // The code keeps its quiet zone from the rule above it.
  const clear = codes.qr === undefined ? 0 : -codes.qr.clear[0]!.y;
  const bands = [
    rule(desk.width, RULE),
    space(Math.max(gap.section, clear)),
    ...besideCode(codes.qr, ask, complain, gap.row),
  ];
  return [{ bands, gap: gap.section, air: air.section, foot: true }];
}

function channelLines({ channels, statusUrl }: Talon, column: Column, desk: Desk): Band[] {
  const { type, gap } = desk.measures;
  const value = (text: string | undefined) => runs(text ?? '', 'bold', type.note);
  const rows: [Both, Run[]][] = [
    [words.site, value(channels.site)],
    [words.sms, value(channels.sms)],
    [words.phone, [{ words: commaSeparated(channels.phones), face: 'bold', type: type.note }]],
  ];
  const filled = rows.filter(([, runs]) => runs.some((run) => run.words.length > 0));
  if (filled.length === 0 && statusUrl === '') return [];
  const labels = Math.max(0, ...filled.map(([label]) => labelWidth(label, type.note, desk))) + gap.column;
  return [
    ...setLines(titled(words.check, type.note), column, desk.step, desk.fonts),
    ...filled.flatMap(([label, runs], index) => [
      ...(index === 0 ? [space(gap.row)] : []),
      ...row(plain(label, type.note), runs, column, labels, desk),
    ]),
  ];
}

function complaintLines({ channels }: Talon, column: Column, desk: Desk): Band[] {
  const { type, gap } = desk.measures;
  const phone = runs(channels.complaintPhone ?? '', 'bold', type.value);
  if (phone.length === 0) return [];
  const label = plain(words.complaint, type.note);
  return row(label, phone, column, labelWidth(words.complaint, type.note, desk) + gap.column, desk);
}

/** Text beside the code: the first lines from its top, the last ones down to its bottom; what is longer goes on below. */
function besideCode(code: Band | undefined, first: Band[], last: Band[], gap: number): Band[] {
  const parts = first.length > 0 && last.length > 0 ? [...first, space(gap), ...last] : [...first, ...last];
  if (code === undefined) return parts;
  const firstText = parts[0]?.texts[0];
  // Capitals stand level with the top of the code.
  let y = firstText === undefined ? 0 : -headroom(parts[0]!.height, firstText.size);
  const spare = code.height - y - parts.reduce((sum, band) => sum + band.height, 0);
  const marks: Marks[] = [code];
  const below: Band[] = [];
  let height = code.height;
  parts.forEach((band, index) => {
    if (spare > 0 && index === parts.length - last.length && index > 0) y += spare;
    if (y < code.height && below.length === 0) {
      marks.push(moved(band, 0, y));
      height = Math.max(height, y + band.height);
    } else below.push(band);
    y += band.height;
  });
  return [{ ...joined(marks), height }, ...below];
}

function bars(number: string, width: number, measures: Measures): Band {
  const { module, height } = measures.bars;
  const code = code128(number);
  const x = Math.round((width - code.width * module) / 2);
  const quiet = CODE128_QUIET * module;
  return {
    ...moved({ ...noMarks(), rects: onDots(code, module, height) }, x, 0),
    clear: [{ x: x - quiet, y: 0, width: code.width * module + 2 * quiet, height }],
    height,
  };
}

function status(url: string, measures: Measures): Band | undefined {
  if (url === '') return undefined;
  const { side, least, most } = measures.qr;
  const code = qr(url);
  const module = Math.max(least, Math.min(most, Math.floor(side / (code.width + 2 * QR_QUIET))));
  const quiet = QR_QUIET * module;
  const long = code.width * module;
  return {
    ...noMarks(),
    rects: onDots(code, module, module),
    clear: [{ x: -quiet, y: -quiet, width: long + 2 * quiet, height: long + 2 * quiet }],
    height: long,
  };
}

function row(label: Run[], value: Run[], column: Column, labelColumn: number, desk: Desk): Band[] {
  const { gap } = desk.measures;
  const left = { x: column.x, width: Math.min(labelColumn, Math.floor((column.width * 2) / 3)) };
  const right = { x: left.x + left.width, width: column.width - left.width };
  return beside(
    setLines(label, { ...left, width: left.width - gap.column }, desk.step, desk.fonts),
    setLines(value, right, desk.step, desk.fonts),
  );
}

const lines = (runs: Run[], { width, step, fonts }: Desk) => setLines(runs, { x: 0, width }, step, fonts);

const labelWidth = (label: Both, type: Type, { fonts, step }: Desk): number =>
  Math.ceil(Math.max(...[label.kk, label.ru].map((text) => fonts.regular.width(text, pt(type.size * step)))));

const block = (bands: Band[], gap: number, air: number): Block => ({ bands, gap, air, foot: false });

/** No run for an empty text: what is not known is not printed. */
const runs = (text: string, face: FaceName, type: Type): Run[] =>
  text === '' ? [] : [{ words: wordsOf(text), face, type }];

/** Kazakh bold, Russian below it; once when both are the same. */
const titled = (both: Both, type: Type): Run[] => inBoth(both, 'bold', type);
const plain = (both: Both, type: Type): Run[] => inBoth(both, 'regular', type);
const inBoth = ({ kk, ru }: Both, face: FaceName, type: Type): Run[] => [
  ...runs(kk, face, type),
  ...(ru === kk ? [] : runs(ru, kk === '' ? face : 'regular', type)),
];

const slashed = ({ kk, ru }: Both): string => `${kk} / ${ru}`;

/** Words of a line; initials stay together. */
const wordsOf = (text: string): string[] => text.match(/\p{Lu}\.(?: \p{Lu}\.)+(?!\S)|\S+/gu) ?? [];

const commaSeparated = (texts: readonly string[]): string[] =>
  texts.map((text, index) => (index < texts.length - 1 ? `${text},` : text));

const grouped = (number: string): string[] => number.match(/\d{6}/g) ?? [];

const flushRight = (band: Band, width: number): Band => ({
  ...band,
  texts: band.texts.map((text) => ({ ...text, x: Math.floor(width - text.width) })),
});

const wholeDots = (millimetres: number): number => Math.floor((millimetres * DOTS_PER_INCH) / 25.4);

function cleaned(talon: Talon, fonts: Fonts): Talon {
  const clean = (text: string) => printable(text, fonts);
  const both = ({ kk, ru }: Both): Both => ({ kk: clean(kk), ru: clean(ru) });
  const { site, sms, phones, complaintPhone } = talon.channels;
  return {
    ...talon,
    body: both(talon.body),
    official: clean(talon.official),
    acceptedDate: clean(talon.acceptedDate),
    acceptedTime: clean(talon.acceptedTime),
    kind: both(talon.kind),
    applicant: clean(talon.applicant),
    dueDate: clean(talon.dueDate ?? ''),
    receiver: { name: clean(talon.receiver.name), post: both(talon.receiver.post) },
    channels: {
      site: clean(site ?? ''),
      sms: clean(sms ?? ''),
      phones: phones.map(clean).filter((phone) => phone !== ''),
      complaintPhone: clean(complaintPhone ?? ''),
    },
  };
}
