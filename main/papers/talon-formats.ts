import type { TalonFormatName } from '../../shared/contract/shapes.ts';
import { mm } from './dots.ts';
import type { Type } from './typeset.ts';

/** Everything that tells one talon format from another. Lengths in dots (`mm`) but for the paper, type in points. */
export type Measures = {
  /** Millimetres. With `cut` the paper ends where the content ends, at the latest at `height`. */
  paper: { width: number; height: number; cut: boolean };
  margin: { top: number; right: number; bottom: number; left: number };
  type: { sample: Type; body: Type; title: Type; number: Type; label: Type; value: Type; note: Type };
  /** Sizes of type tried in turn, as parts of `type`, and with them the gaps, until the talon fits one page. Number and codes never shrink. */
  steps: number[];
  /** Least white space before a section, between two rows, and between a label and its value. */
  gap: { section: number; row: number; column: number };
  /** How much more each section gap and each row gap may take of a page that is not full. */
  air: { section: number; row: number };
  labelColumn: number;
  /** Dots a module; height of the bars. */
  bars: { module: number; height: number };
  /** Dots a module as large as `side` (with the quiet zone) allows, between `least` and `most`. */
  qr: { side: number; least: number; most: number };
};

/** The talon formats. A new one is a new row here and its name in the contract. */
export const talonMeasures: Record<TalonFormatName, Measures> = {
  a6: {
    paper: { width: 105, height: 148, cut: false },
    margin: { top: mm(7.5), right: mm(8), bottom: mm(7.5), left: mm(8) },
    type: {
      sample: { size: 12, leading: 16 },
      body: { size: 9, leading: 11.25 },
      title: { size: 9.5, leading: 12 },
      number: { size: 22, leading: 24 },
      label: { size: 7.5, leading: 9.5 },
      value: { size: 9, leading: 11.25 },
      note: { size: 7.5, leading: 9.5 },
    },
    steps: [1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76],
    gap: { section: mm(1.9), row: mm(0.9), column: mm(3) },
    air: { section: mm(3), row: mm(1.2) },
    labelColumn: mm(34),
    bars: { module: 4, height: mm(11.5) },
    qr: { side: mm(28), least: 3, most: 6 },
  },
  a5: {
    paper: { width: 148, height: 210, cut: false },
    margin: { top: mm(12), right: mm(13), bottom: mm(12), left: mm(13) },
    type: {
      sample: { size: 15, leading: 20 },
      body: { size: 11.5, leading: 14.5 },
      title: { size: 12.5, leading: 15.5 },
      number: { size: 29, leading: 32 },
      label: { size: 9.5, leading: 12 },
      value: { size: 11.5, leading: 14.5 },
      note: { size: 9.5, leading: 12 },
    },
    steps: [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7],
    gap: { section: mm(2.6), row: mm(1.3), column: mm(4) },
    air: { section: mm(4.5), row: mm(1.8) },
    labelColumn: mm(46),
    bars: { module: 5, height: mm(15) },
    qr: { side: mm(34), least: 3, most: 7 },
  },
  roll80: {
    paper: { width: 80, height: 1_000, cut: true },
    margin: { top: mm(3), right: mm(4.5), bottom: mm(5), left: mm(4.5) },
    type: {
      sample: { size: 12, leading: 16 },
      body: { size: 9, leading: 11.5 },
      title: { size: 8.9, leading: 12 },
      number: { size: 17, leading: 20 },
      label: { size: 7.5, leading: 10 },
      value: { size: 9, leading: 11.5 },
      note: { size: 8, leading: 10.5 },
    },
    steps: [1],
    gap: { section: mm(2), row: mm(1.1), column: mm(2) },
    air: { section: 0, row: 0 },
    labelColumn: mm(29),
    bars: { module: 3, height: mm(12) },
    qr: { side: mm(26), least: 3, most: 5 },
  },
};
