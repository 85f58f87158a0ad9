import { mm } from '../dots.ts';
import type { Fonts } from '../fonts.ts';
import { drawPdf } from '../pdf.ts';
import { type Band, type Block, joined, type Marks, moved, noMarks, paginate, space, stacked } from '../sheet.ts';
import { beside, rule, type Type } from '../typeset.ts';
import type { LetterContent } from './content.ts';
import { setParagraph } from './paragraph.ts';

/** A4, with the margin for filing at the left. */
const PAPER = { width: 210, height: 297, cut: false };
const MARGIN = { top: mm(18), right: mm(15), bottom: mm(22), left: mm(28) };
const WIDTH = mm(PAPER.width) - MARGIN.left - MARGIN.right;
const HEIGHT = mm(PAPER.height) - MARGIN.top - MARGIN.bottom;

const TYPE = {
  head: { size: 11, leading: 14.5 },
  text: { size: 12, leading: 17 },
  title: { size: 12.5, leading: 18 },
  small: { size: 9, leading: 12 },
} satisfies Record<string, Type>;

const INDENT = mm(12.5);
/** The addressee stands at the right, the outgoing number at the left of it. */
const ADDRESSEE = { x: mm(82), width: WIDTH - mm(82) };
const OUTGOING = { x: 0, width: mm(76) };
/** Between the two languages of the letterhead. */
const GUTTER = mm(9);
const WHOLE = { x: 0, width: WIDTH };

/**
 * A letter on A4: the letterhead in both languages, the outgoing number, the addressee, title, text, signature. Longer ones go on on
 * further pages; the signature never stands alone.
 */
export async function renderLetter(content: LetterContent, fonts: Fonts): Promise<{ pdf: Uint8Array; pages: number }> {
  const pages = paginate(blocksOf(content, fonts), HEIGHT, true);
  const drawn = pages.map((band, index) => ({
    ...joined([moved(band, MARGIN.left, MARGIN.top), marginsOf(content, index + 1, pages.length, fonts)]),
    height: mm(PAPER.height),
  }));
  const { title, day, language } = content;
  return { pdf: await drawPdf({ title, day, language, paper: PAPER, pages: drawn }, fonts), pages: pages.length };
}

function blocksOf(content: LetterContent, fonts: Fonts): Block[] {
  const { parts } = content;
  const head = [letterhead(content, fonts), space(mm(6)), ...addressed(content, fonts), space(mm(9))];
  const title = parts.title.flatMap((line) =>
    setParagraph(line, WHOLE, { type: TYPE.title, face: 'bold', align: 'centre' }, fonts),
  );
  const body = parts.body.flatMap((line) => paragraphBlocks(line, fonts));
  const foot = parts.foot.flatMap((line) =>
    setParagraph(line, WHOLE, { type: TYPE.small, face: 'regular', align: 'left' }, fonts),
  );
  // Neither a title without its text nor a signature without anything above it.
  const first = body.shift();
  const last = body.pop();
  const signed = [...(last?.bands ?? []), space(mm(12)), ...signature(content, fonts)];
  return [
    block([...head, ...title, space(mm(5)), ...(first?.bands ?? [])], 0),
    ...body,
    block(signed, last?.gap ?? 0),
    ...(foot.length > 0 ? [block(foot, mm(10))] : []),
  ];
}

const block = (bands: Band[], gap: number): Block => ({ bands, gap, air: 0, foot: false });

/** Lines that may go on on the next page, but never the first or the last one alone. */
function paragraphBlocks(line: LetterContent['parts']['body'][number], fonts: Fonts): Block[] {
  const style = { type: TYPE.text, face: 'regular', align: 'left', indent: INDENT } as const;
  const lines = setParagraph(line, WHOLE, style, fonts);
  const groups = lines.length <= 3 ? [lines] : [lines.slice(0, 2), ...lines.slice(2, -2).map(alone), lines.slice(-2)];
  return groups.map((bands, index) => block(bands, index === 0 ? mm(1.5) : 0));
}

const alone = (band: Band): Band[] => [band];

function letterhead({ body }: LetterContent, fonts: Fonts): Band {
  const width = Math.floor((WIDTH - GUTTER) / 2);
  const style = { type: TYPE.head, face: 'bold', align: 'centre' } as const;
  const name = (text: string, x: number) =>
    stacked(setParagraph([{ text: text.toLocaleUpperCase('kk'), gap: false }], { x, width }, style, fonts));
  const sides = [name(body.kk, 0), ...(body.ru === body.kk ? [] : [name(body.ru, width + GUTTER)])];
  const height = Math.max(...sides.map((side) => side.height));
  return stacked([{ ...joined(sides), height }, space(mm(3)), rule(WIDTH, 4)]);
}

function addressed({ outgoing, parts }: LetterContent, fonts: Fonts): Band[] {
  const style = { type: TYPE.text, face: 'regular', align: 'left' } as const;
  const left = setParagraph([{ text: outgoing, gap: false }], OUTGOING, style, fonts);
  const right = parts.to.flatMap((line, index) =>
    setParagraph(line, ADDRESSEE, { ...style, face: index === 0 ? 'bold' : 'regular' }, fonts),
  );
  return beside(left, right);
}

/** The post at the left, the name at the right, on the line where the post ends. */
function signature({ parts }: LetterContent, fonts: Fonts): Band[] {
  const style = { type: TYPE.text, face: 'bold' } as const;
  const post = parts.post.flatMap((line) =>
    setParagraph(line, { x: 0, width: mm(85) }, { ...style, align: 'left' }, fonts),
  );
  const name = parts.name.flatMap((line) =>
    setParagraph(line, { x: mm(95), width: WIDTH - mm(95) }, { ...style, align: 'right' }, fonts),
  );
  const lead = Math.max(0, post.length - name.length);
  return [...post.slice(0, lead), ...beside(post.slice(lead), name)];
}

/** What stands outside the text: the page's number, and that a letter is a sample. */
function marginsOf({ page: words, sample }: LetterContent, page: number, pages: number, fonts: Fonts): Marks {
  const line = (text: string, face: 'regular' | 'bold') =>
    stacked(setParagraph([{ text, gap: false }], WHOLE, { type: TYPE.small, face, align: 'right' }, fonts));
  return joined([
    sample === '' ? noMarks() : moved(line(sample, 'bold'), MARGIN.left, mm(8)),
    pages === 1
      ? noMarks()
      : moved(
          line(`${words.before}${page}${words.between}${pages}${words.after}`, 'regular'),
          MARGIN.left,
          mm(PAPER.height) - mm(14),
        ),
  ]);
}
