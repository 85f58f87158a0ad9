import type { Both } from '../../shared/domain/log/line.ts';
import { talonWords as words } from '../../shared/words/talon.ts';
import { CODE128_QUIET, code128, onDots } from './barcodes.ts';
import { mm, pt } from './dots.ts';
import type { FaceName, Fonts } from './fonts.ts';
import { type Band, type Marks, moved, noMarks, space, stacked } from './sheet.ts';
import type { Talon } from './talon-content.ts';
import { printable } from './text.ts';
import { baseline, rule, setLines, type Type } from './typeset.ts';

/**
 * The label for the paper itself, 58 × 40 mm: whose register, the number for people and for scanners, when it was accepted and how
 * many sheets. It is one label, whatever the body is called: names first shrink, then the state language stands alone, and only
 * letters that no label could hold go on on a second one.
 */
export const labelMeasures = {
  /** Millimetres. */
  paper: { width: 58, height: 40, cut: false },
  margin: mm(2.5),
  type: {
    mark: { size: 6.8, leading: 8.6 },
    body: { size: 7, leading: 8.4 },
    number: { size: 12.5, leading: 15 },
    moment: { size: 9, leading: 11 },
    word: { size: 6, leading: 7.2 },
  },
  steps: [1, 0.93, 0.86, 0.8, 0.74, 0.68, 0.62],
  gap: mm(0.9),
  /** Two dots a module leave a feeder's slip of a few millimetres on both sides. */
  bars: { module: 2, height: mm(9.5) },
} as const;

const WIDTH = Math.floor((labelMeasures.paper.width / 25.4) * 203) - 2 * labelMeasures.margin;
const HEIGHT = Math.floor((labelMeasures.paper.height / 25.4) * 203) - 2 * labelMeasures.margin;

/** @throws RangeError when the number is not 18 digits. */
export function layoutLabel(talon: Talon, fonts: Fonts): (Marks & { height: number })[] {
  if (!/^\d{18}$/.test(talon.number)) throw new RangeError('The number of a label has 18 digits');
  const clean = ({ kk, ru }: Both): Both => ({ kk: printable(kk, fonts), ru: printable(ru, fonts) });
  const body = clean(talon.body);
  const foot = fixed(talon, fonts);
  const room = HEIGHT - foot.height;
  for (const names of [namesOf(body), [body.kk === '' ? body.ru : body.kk]]) {
    for (const step of labelMeasures.steps) {
      const head = headOf(talon, names, step, fonts);
      if (head.height <= room) return [onLabel([head, space(room - head.height), foot])];
    }
  }
  const least = labelMeasures.steps.at(-1)!;
  return [...filled(linesOf(namesOf(body), least, fonts)), onLabel([headOf(talon, [], least, fonts), foot])];
}

const onLabel = (bands: Band[]): Marks & { height: number } => ({
  ...moved(stacked(bands), labelMeasures.margin, labelMeasures.margin),
  height: HEIGHT + 2 * labelMeasures.margin,
});

/** Labels full of lines. */
function filled(lines: Band[]): (Marks & { height: number })[] {
  const perLabel = Math.max(1, Math.floor(HEIGHT / lines[0]!.height));
  const labels: Band[][] = [];
  for (let from = 0; from < lines.length; from += perLabel) labels.push(lines.slice(from, from + perLabel));
  return labels.map(onLabel);
}

const namesOf = ({ kk, ru }: Both): string[] => [...new Set([kk, ru])].filter((name) => name !== '');

/** What gives way: the marks and the body's names, Kazakh bold. */
function headOf({ sample, duplicateOn }: Talon, names: string[], step: number, fonts: Fonts): Band {
  const marks = [
    ...(sample ? [slashed(words.sample)] : []),
    ...(duplicateOn === '' ? [] : [`${slashed(words.duplicate)} ${duplicateOn}`]),
  ];
  return stacked([
    ...lines(marks.join(' · '), 'bold', labelMeasures.type.mark, step, fonts),
    ...linesOf(names, step, fonts),
  ]);
}

const slashed = ({ kk, ru }: Both): string => `${kk} / ${ru}`;

const linesOf = (names: string[], step: number, fonts: Fonts): Band[] =>
  names.flatMap((name, index) => lines(name, index === 0 ? 'bold' : 'regular', labelMeasures.type.body, step, fonts));

const lines = (text: string, face: FaceName, type: Type, step: number, fonts: Fonts): Band[] =>
  setLines([{ words: text.split(' ').filter(Boolean), face, type }], { x: 0, width: WIDTH }, step, fonts);

/** What never shrinks: a rule, the bars, the number across the label, the moment and the sheets. */
function fixed(talon: Talon, fonts: Fonts): Band {
  const gap = space(labelMeasures.gap);
  return stacked([gap, rule(WIDTH, 2), gap, bars(talon.number), number(talon.number, fonts), facts(talon, fonts)]);
}

function bars(number: string): Band {
  const { module, height } = labelMeasures.bars;
  const code = code128(number);
  const quiet = CODE128_QUIET * module;
  const x = Math.round((WIDTH - code.width * module) / 2);
  return {
    ...moved({ ...noMarks(), rects: onDots(code, module, height) }, x, 0),
    clear: [{ x: x - quiet, y: 0, width: code.width * module + 2 * quiet, height }],
    height,
  };
}

function number(digits: string, fonts: Fonts): Band {
  const { size, leading } = labelMeasures.type.number;
  const [dots, height] = [pt(size), Math.round(pt(leading))];
  const width = fonts.bold.width('000000', dots);
  const texts = (digits.match(/\d{6}/g) ?? []).map((text, index) => {
    const x = Math.floor(((WIDTH - width) * index) / 2);
    return { text, face: 'bold' as const, size: dots, x, y: baseline(height, dots), width };
  });
  return { ...noMarks(), texts, height };
}

/** Date and time on the left, how many sheets on the right; below each other when a line cannot hold both. */
function facts({ acceptedDate, acceptedTime, sheets, attachments }: Talon, fonts: Fonts): Band {
  const { moment, word } = labelMeasures.type;
  const height = Math.round(pt(moment.leading));
  const y = baseline(height, pt(moment.size));
  const mark = (text: string, face: FaceName, size: number) => {
    const width = fonts[face].width(text, pt(size));
    return { text, face, size: pt(size), x: 0, y, width };
  };
  const when = mark(printable(`${acceptedDate} ${acceptedTime}`, fonts), 'bold', moment.size);
  const count = mark(`${sheets} + ${attachments}`, 'bold', moment.size);
  const said = mark(slashed(words.sheetsBriefly), 'regular', word.size);
  count.x = Math.floor(WIDTH - count.width);
  said.x = Math.floor(count.x - mm(1) - said.width);
  if (said.x >= when.width + mm(2)) return { ...noMarks(), texts: [when, said, count], height };
  return stacked([
    { ...noMarks(), texts: [when], height },
    { ...noMarks(), texts: [said, count], height },
  ]);
}
