import type { Paragraph, Table } from 'docx';
import type { LetterLine } from '../../../shared/letters/fill.ts';
import type { LetterContent } from './content.ts';

/**
 * On every office computer, with all Kazakh letters, and what letters of state bodies are written in: whoever edits the document goes on
 * in the same face. Embedding a font of ours would add a megabyte to each letter.
 */
const FONT = 'Times New Roman';

/** Half points. */
const SIZE = { text: 28, head: 24, small: 20 };

/** Twentieths of a point. */
const mm = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);

const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(20), right: mm(15), bottom: mm(20), left: mm(28) },
};
const WIDTH = PAGE.size.width - PAGE.margin.left - PAGE.margin.right;

/** What XML cannot hold in any spelling: one of them, and the whole document does not open. */
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** The letter as a document to edit (DOCX): the same parts in the same order as on the sheet; gaps are bold in it too. */
export async function letterDocument(content: LetterContent): Promise<Uint8Array> {
  // A megabyte of library: loaded when the first document is asked for.
  const docx = await import('docx');
  const { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, Table, TableCell, TableRow } = docx;
  const { TextRun, BorderStyle, WidthType } = docx;
  const { parts } = content;

  type Look = { bold?: boolean; size?: number; align?: (typeof AlignmentType)[keyof typeof AlignmentType] };
  const runs = (line: LetterLine, { bold = false, size = SIZE.text }: Look) =>
    line.map(
      ({ text, gap }) =>
        new TextRun({ text: text.replace(NOT_IN_XML, ''), ...((bold || gap) && { bold: true }), size }),
    );
  const paragraph = (line: LetterLine, look: Look = {}, more: object = {}) =>
    new Paragraph({ children: runs(line, look), ...(look.align && { alignment: look.align }), ...more });
  const said = (text: string): LetterLine => [{ text, gap: false }];
  const lines = (of: readonly LetterLine[], look: Look = {}): Paragraph[] =>
    of.length === 0 ? [new Paragraph({})] : of.map((line) => paragraph(line, look));

  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const borders = { top: none, bottom: none, left: none, right: none };
  /** Two columns without borders; `parted`: with the rule of the letterhead below. */
  const columns = (
    left: Paragraph[],
    right: Paragraph[],
    widths: [number, number],
    { parted = false, at = 'top' as 'top' | 'bottom' } = {},
  ): Table => {
    const bottom = parted ? { style: BorderStyle.SINGLE, size: 12, color: '000000' } : none;
    const cells = [left, right].map(
      (children, index) =>
        new TableCell({
          children,
          width: { size: widths[index]!, type: WidthType.DXA },
          borders: { ...borders, bottom },
          verticalAlign: at,
        }),
    );
    return new Table({
      rows: [new TableRow({ children: cells, cantSplit: true })],
      width: { size: WIDTH, type: WidthType.DXA },
      columnWidths: widths,
      borders: { ...borders, insideHorizontal: none, insideVertical: none },
    });
  };

  const half = Math.floor(WIDTH / 2);
  const headLook = { bold: true, size: SIZE.head, align: AlignmentType.CENTER };
  const name = (text: string) => [paragraph(said(text.toLocaleUpperCase('kk')), headLook)];
  const { before, between, after } = content.page;
  const foot = new Paragraph({
    alignment: AlignmentType.RIGHT,
    children: [
      new TextRun({
        children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, after],
        size: SIZE.small,
      }),
    ],
  });

  const children: (Paragraph | Table)[] = [
    columns(
      name(content.body.kk),
      content.body.ru === content.body.kk ? lines([]) : name(content.body.ru),
      [half, half],
      { parted: true },
    ),
    new Paragraph({}),
    columns([paragraph(said(content.outgoing))], lines(parts.to), [mm(80), WIDTH - mm(80)]),
    new Paragraph({}),
    ...parts.title.map((line) => paragraph(line, { bold: true, align: AlignmentType.CENTER }, { keepNext: true })),
    new Paragraph({}),
    ...parts.body.map((line) =>
      paragraph(line, { align: AlignmentType.BOTH }, { indent: { firstLine: mm(12.5) }, spacing: { after: 60 } }),
    ),
    new Paragraph({ keepNext: true }),
    new Paragraph({ keepNext: true }),
    columns(
      lines(parts.post, { bold: true }),
      lines(parts.name, { bold: true, align: AlignmentType.RIGHT }),
      [mm(90), WIDTH - mm(90)],
      { at: 'bottom' },
    ),
    new Paragraph({}),
    ...parts.foot.map((line) => paragraph(line, { size: SIZE.small })),
  ];
  const document = new Document({
    title: content.title,
    creator: 'Kense',
    lastModifiedBy: 'Kense',
    styles: {
      default: {
        document: {
          run: { font: FONT, size: SIZE.text, language: { value: content.language === 'kk' ? 'kk-KZ' : 'ru-RU' } },
        },
      },
    },
    sections: [
      {
        properties: { page: PAGE },
        headers: {
          default: new Header({
            children:
              content.sample === ''
                ? []
                : [paragraph(said(content.sample), { bold: true, size: SIZE.small, align: AlignmentType.RIGHT })],
          }),
        },
        footers: { default: new Footer({ children: [foot] }) },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
