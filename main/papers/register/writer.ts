import PDFDocument from 'pdfkit';
import { formatNumber } from '../../../shared/words/forms.ts';
import type { FaceName, Fonts } from '../fonts.ts';
import { collect } from '../pdf.ts';
import { printable } from '../text.ts';
import { type Columns, shareOut } from './column-widths.ts';
import type {
  FinishedRegister,
  RegisterFoot,
  RegisterHead,
  RegisterLine,
  RegisterReceipt,
  RegisterRow,
  RegisterSection,
  Signature,
} from './content.ts';
import { createTypeCase, type Encoder, type SetLine, type TypeCase } from './type-case.ts';

/** A4 lying, points. */
const PAGE = { width: 841.89, height: 595.28 };
const MARGIN = { top: 34, right: 34, bottom: 30, left: 40 };
const WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
const FLOOR = MARGIN.bottom + 18;

const PADDING = 3;
const LEADING = 1.24;
/** Room above the capitals and below the baseline of a row, points. */
const ROW_AIR = { above: 2.2, below: 2.4 };
const HAIRLINE = 0.3;
const RULE = 0.8;
const HEADING = { body: 10, title: 15, about: 9, section: 10, group: 8.5, foot: 7.5, total: 9, caption: 6.5 };
const SIGN = {
  post: { x: MARGIN.left + 110, width: 270 },
  sign: { x: MARGIN.left + 395, width: 130 },
  name: { x: MARGIN.left + 540, width: WIDTH - 540 },
};

/** Where an executor signs, and when. */
const RECEIPT = {
  sign: { x: MARGIN.left + 395, width: 130 },
  date: { x: MARGIN.left + 540, width: 110 },
};

/** Writes a register row by row. Nothing is cut: texts wrap, rows grow, and a row stays on one page unless no page can hold it. */
export type RegisterWriter = {
  add(lines: readonly RegisterLine[]): void;
  end(foot: RegisterFoot): Promise<FinishedRegister>;
};

/** Text that every one of the paper's fonts has: nothing to look at letter by letter. */
const PLAIN =
  /^(?! )[\u0020-\u007e\u00a0«»№–—•·\u0401\u0406\u0410-\u044f\u0451\u0456\u0492\u0493\u049a\u049b\u04a2\u04a3\u04ae-\u04b1\u04ba\u04bb\u04d8\u04d9\u04e8\u04e9]*$/;

/**
 * @param sample rows by which the columns are shared out; they are not printed by this
 */
export function createRegisterWriter(head: RegisterHead, sample: readonly RegisterRow[], fonts: Fonts): RegisterWriter {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    font: '',
    lang: head.language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: head.title, Creator: 'Kense', Producer: 'Kense', CreationDate: new Date(head.madeAt) },
  });
  const bytes = collect(pdf);
  const cases: Record<FaceName, PrintCase> = {
    regular: caseOf(pdf, fonts, 'regular'),
    bold: caseOf(pdf, fonts, 'bold'),
  };
  const clean = (text: string) => (PLAIN.test(text) ? text : printable(text, fonts));
  const columns: Columns = shareOut(
    head.columns.map(({ title }) => title),
    sample.map((row) => row.map(clean)),
    { width: WIDTH, padding: PADDING, regular: cases.regular, bold: cases.bold },
  );
  const lefts = columns.widths.map((_, index) => MARGIN.left + sum(columns.widths.slice(0, index)));
  const total = pdf.ref({});

  let page = 0;
  let rowsOnPage = 0;
  let y = 0;
  let marks: string[] = [];
  let face: FaceName | undefined;
  let type = 0;
  let section = '';

  // --- marks on the page; y grows upwards, as PDF has it

  const put = (line: SetLine, x: number, baseline: number, size: number, name: FaceName = 'regular') => {
    if (face !== name || type !== size) marks.push(`/${cases[name].name} ${size} Tf`);
    [face, type] = [name, size];
    marks.push(`1 0 0 1 ${at(x)} ${at(baseline)} Tm (${line.code}) Tj`);
  };
  const text = (words: string, x: number, baseline: number, size: number, name: FaceName = 'regular') =>
    put(cases[name].line(clean(words), size), x, baseline, size, name);
  const rule = (x: number, height: number, width: number, thickness: number) =>
    marks.push(`ET ${at(x)} ${at(height)} ${at(width)} ${thickness} re f BT`);
  /** Lines of a paragraph from y downwards. */
  const paragraph = (words: string, size: number, name: FaceName = 'regular') => {
    for (const line of cases[name].lines(clean(words), size, WIDTH)) {
      y -= size * LEADING;
      put(line, MARGIN.left, y, size, name);
    }
  };

  // --- pages

  function turn(withColumns: boolean): void {
    finishPage();
    pdf.addPage({ size: [PAGE.width, PAGE.height], margin: 0 });
    for (const { name, dictionary } of Object.values(cases)) kept(pdf).page.fonts[name] = dictionary;
    page += 1;
    rowsOnPage = 0;
    [marks, face, type] = [[], undefined, 0];
    y = PAGE.height - MARGIN.top;
    if (page === 1) heading();
    else runningHead();
    if (withColumns) columnHead();
  }

  function heading(): void {
    paragraph(head.body, HEADING.body, 'bold');
    y -= 5;
    paragraph(head.title, HEADING.title, 'bold');
    y -= 3;
    for (const about of head.about) paragraph(about, HEADING.about);
    y -= 8;
  }

  function runningHead(): void {
    paragraph([head.title, head.about[0] ?? '', section].filter(Boolean).join(' · '), HEADING.foot);
    y -= 5;
  }

  function columnHead(): void {
    const lines = head.columns.map(({ title }, index) =>
      cases.bold.lines(clean(title), columns.size, columns.widths[index]! - 2 * PADDING),
    );
    rule(MARGIN.left, y - RULE, WIDTH, RULE);
    y -= RULE;
    setRow(lines, 'bold');
    rule(MARGIN.left, y - RULE, WIDTH, RULE);
    y -= RULE;
  }

  /** Puts cells side by side from y downwards and moves y below them. */
  function setRow(cells: readonly SetLine[][], name: FaceName): void {
    const { size, widths } = columns;
    const top = y - ROW_AIR.above;
    cells.forEach((lines, index) => {
      const right = head.columns[index]!.align === 'right';
      lines.forEach((line, number) => {
        const x = right ? lefts[index]! + widths[index]! - PADDING - line.width : lefts[index]! + PADDING;
        put(line, x, top - size * (0.76 + LEADING * number), size, name);
      });
    });
    y -= heightOf(Math.max(1, ...cells.map((lines) => lines.length)));
  }

  const heightOf = (lines: number) => {
    const { size } = columns;
    return ROW_AIR.above + size * (0.76 + LEADING * (lines - 1) + 0.24) + ROW_AIR.below;
  };

  function finishPage(): void {
    if (page === 0) return;
    const { before, between } = head.page;
    const size = HEADING.foot;
    text(head.made, MARGIN.left, MARGIN.bottom, size);
    // How many pages there are is known at the end: that part is one mark that all pages share.
    const said = cases.regular.line(clean(`${before}${formatNumber(page)}${between}`), size);
    const x = PAGE.width - MARGIN.right - widestTotal() - said.width;
    put(said, x, MARGIN.bottom, size);
    pdf.addContent(`q 1 0 0 -1 0 ${PAGE.height} cm BT`);
    pdf.addContent(marks.join('\n'));
    pdf.addContent(`ET 1 0 0 1 ${at(x + said.width)} ${MARGIN.bottom} cm /Pages Do Q`);
    kept(pdf).page.xobjects.Pages = total;
  }

  const widestTotal = () => cases.regular.width(clean(`${formatNumber(10_000)}${head.page.after}`), HEADING.foot);

  /** A row on one page if a page can hold it; a longer one is parted between its lines. */
  function addRow(row: RegisterRow): void {
    let cells = row.map((words, index) =>
      cases.regular.lines(clean(words), columns.size, columns.widths[index]! - 2 * PADDING),
    );
    const isTooHigh = () => y - heightOf(Math.max(1, ...cells.map((lines) => lines.length))) < FLOOR;
    if (isTooHigh() && (rowsOnPage > 0 || page === 1)) turn(true);
    while (isTooHigh()) {
      const most = linesIn(y - FLOOR);
      setRow(
        cells.map((lines) => lines.slice(0, most)),
        'regular',
      );
      cells = cells.map((lines) => lines.slice(most));
      turn(true);
    }
    setRow(cells, 'regular');
    rule(MARGIN.left, y - HAIRLINE, WIDTH, HAIRLINE);
    y -= HAIRLINE;
    rowsOnPage += 1;
  }

  /** A heading never stands at the foot of a page without a row below it. */
  function addSection({ section: words, level }: RegisterSection): void {
    const size = level === 1 ? HEADING.section : HEADING.group;
    const air = level === 1 ? 10 : 4;
    const lines = cases.bold.lines(clean(words), size, WIDTH).length;
    // Below it the heading of its first group, or a row of a few lines.
    const below = level === 1 ? 60 : 36;
    if (y - air - lines * size * LEADING - below < FLOOR) {
      if (level === 1) section = '';
      turn(true);
    }
    y -= air;
    paragraph(words, size, 'bold');
    y -= 3;
    rule(MARGIN.left, y - HAIRLINE, WIDTH, level === 1 ? RULE : HAIRLINE);
    y -= level === 1 ? RULE : HAIRLINE;
    if (level === 1) section = words;
    rowsOnPage += 1;
  }

  /** Role and name, then two lines to write on: signature and day. */
  function addReceipt({ role, name, captions }: RegisterReceipt): void {
    const height = 34;
    if (y - height < FLOOR) turn(true);
    y -= height - 12;
    const said = cases.regular.line(clean([role, name].filter(Boolean).join(' ')), HEADING.total);
    put(said, MARGIN.left, y, HEADING.total);
    for (const [field, { x, width }] of Object.entries(RECEIPT) as [
      keyof typeof RECEIPT,
      { x: number; width: number },
    ][]) {
      rule(x, y - 2, width, 0.5);
      const caption = cases.regular.line(clean(captions[field]), HEADING.caption);
      put(caption, x + (width - caption.width) / 2, y - 10, HEADING.caption);
    }
    y -= 12;
    rowsOnPage += 1;
  }

  function addLine(line: RegisterLine): void {
    if (Array.isArray(line)) addRow(line);
    else if ('section' in line) addSection(line);
    else addReceipt(line);
  }

  const linesIn = (height: number) =>
    Math.max(1, Math.floor((height - ROW_AIR.above - ROW_AIR.below - columns.size) / (columns.size * LEADING)) + 1);

  function closing({ totals, signatures }: RegisterFoot): void {
    const lines = totals.map((words) => cases.regular.lines(clean(words), HEADING.total, WIDTH).length);
    const height = 10 + sum(lines) * HEADING.total * LEADING;
    if (y - height < FLOOR) turn(false);
    y -= 10;
    for (const [index, words] of totals.entries()) paragraph(words, HEADING.total, index === 0 ? 'bold' : 'regular');
    if (y - sum(signatures.map(heightToSign)) < FLOOR) turn(false);
    for (const one of signatures) sign(one);
  }

  const heightToSign = ({ post, name }: Signature) => {
    const lines = (words: string, width: number) => cases.regular.lines(clean(words), HEADING.total, width).length;
    return 32 + Math.max(1, lines(post, SIGN.post.width), lines(name, SIGN.name.width)) * HEADING.total * LEADING;
  };

  /** Role, then three lines to write on: post, signature, name; what is known stands on its line, and grows upwards from it. */
  function sign(signature: Signature): void {
    const size = HEADING.total;
    y -= heightToSign(signature) - 12;
    text(signature.role, MARGIN.left, y, size);
    const said = { post: signature.post, sign: '', name: signature.name };
    for (const field of ['post', 'sign', 'name'] as const) {
      const { x, width } = SIGN[field];
      const lines = cases.regular.lines(clean(said[field]), size, width);
      for (const [index, line] of lines.entries())
        put(line, x, y + 1.5 + (lines.length - 1 - index) * size * LEADING, size);
      rule(x, y - 2, width, 0.5);
      const caption = cases.regular.line(clean(signature.captions[field]), HEADING.caption);
      put(caption, x + (width - caption.width) / 2, y - 10, HEADING.caption);
    }
    y -= 12;
  }

  turn(true);
  return {
    add: (lines) => lines.forEach(addLine),
    async end(foot) {
      closing(foot);
      finishPage();
      const said = cases.regular.line(clean(`${formatNumber(page)}${head.page.after}`), HEADING.foot);
      Object.assign(total.data, {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [0, -4, widestTotal() + 4, 10],
        Resources: { Font: { [cases.regular.name]: cases.regular.dictionary } },
      });
      total.end(`BT /${cases.regular.name} ${HEADING.foot} Tf (${said.code}) Tj ET`);
      pdf.end();
      return { pdf: await bytes, pages: page };
    },
  };
}

const at = (points: number): string => String(Math.round(points * 100) / 100);

const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

/** A type case with the name under which pages know its font. */
type PrintCase = TypeCase & { name: string; dictionary: unknown };

function caseOf(pdf: PDFKit.PDFDocument, fonts: Fonts, face: FaceName): PrintCase {
  // PDFKit takes an opened fontkit font as well, which its types do not say.
  pdf.registerFont(face, fonts[face].font as unknown as Uint8Array);
  pdf.font(face);
  const font = kept(pdf)._font;
  return { ...createTypeCase(fonts[face], font), name: font.id, dictionary: font.ref() };
}

/** What PDFKit has of a font and of a page, and its types do not say. */
const kept = (pdf: PDFKit.PDFDocument) =>
  pdf as unknown as {
    _font: Encoder & { id: string; ref(): unknown };
    page: { fonts: Record<string, unknown>; xobjects: Record<string, unknown> };
  };
