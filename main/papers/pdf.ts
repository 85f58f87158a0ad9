import PDFDocument from 'pdfkit';
import { DOT } from './dots.ts';
import type { Fonts } from './fonts.ts';
import type { Marks } from './sheet.ts';

export type Drawing = {
  title: string;
  /** Of the text; the state language comes first on papers in both. */
  language?: 'kk' | 'ru';
  /** Day of the paper, 01.12.2026: the file's date, so that printing again gives the same bytes. */
  day: string;
  /** Millimetres; a cut paper is as long as its page. */
  paper: { width: number; height: number; cut: boolean };
  pages: readonly (Marks & { height: number })[];
};

/**
 * How far a rectangle stays inside its dots, parts of a dot. A renderer blackens every dot that a shape touches, and the
 * rounding of a PDF's decimals would touch the neighbour.
 */
const SHY = 0.002;

const POINTS_PER_MM = 72 / 25.4;

/** Draws laid-out pages: black on white, text as text, codes as vectors, only the used letters of the fonts embedded. */
export function drawPdf({ title, language = 'kk', day, paper, pages }: Drawing, fonts: Fonts): Promise<Uint8Array> {
  const pdf = new PDFDocument({
    autoFirstPage: false,
    // No default font: PDFKit would look for its own Helvetica on disk.
    font: '',
    lang: language,
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Creator: 'Kense', Producer: 'Kense', CreationDate: dateOf(day) },
  });
  // PDFKit takes an opened fontkit font as well, which its types do not say.
  for (const face of ['regular', 'bold'] as const) pdf.registerFont(face, fonts[face].font as unknown as Uint8Array);
  const bytes = collect(pdf);
  for (const page of pages) {
    const height = paper.cut ? page.height * DOT : paper.height * POINTS_PER_MM;
    pdf.addPage({ size: [paper.width * POINTS_PER_MM, height], margin: 0 });
    drawMarks(pdf, page);
  }
  pdf.end();
  return bytes;
}

function drawMarks(pdf: PDFKit.PDFDocument, { texts, rects }: Marks): void {
  for (const { text, face, size, x, y } of texts) {
    pdf.font(face, size * DOT).text(text, x * DOT, y * DOT, { lineBreak: false, baseline: 'alphabetic' });
  }
  if (rects.length === 0) return;
  // One path, one fill: no seams between the modules of a code.
  for (const { x, y, width, height } of rects) {
    const [left, top] = [(x + SHY) * DOT, (y + SHY) * DOT];
    pdf.rect(left, top, (width - 2 * SHY) * DOT, (height - 2 * SHY) * DOT);
  }
  pdf.fill();
}

function dateOf(day: string): Date {
  const [, date, month, year] = /^(\d\d)\.(\d\d)\.(\d{4})$/.exec(day) ?? [];
  return new Date(Date.UTC(Number(year ?? 1970), Number(month ?? 1) - 1, Number(date ?? 1)));
}

/** All that a document will have written. */
export function collect(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}
