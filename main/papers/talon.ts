import type { TalonFormatName } from '../../shared/contract/shapes.ts';
import type { Fonts } from './fonts.ts';
import { labelMeasures, layoutLabel } from './label.ts';
import { drawPdf } from './pdf.ts';
import type { Talon } from './talon-content.ts';
import { talonMeasures } from './talon-formats.ts';
import { layoutTalon } from './talon-layout.ts';

export type TalonFormat = TalonFormatName;

/**
 * The talon as a PDF. The same talon always gives the same bytes.
 *
 * @throws RangeError when the number is not 18 digits.
 */
export async function renderTalon(talon: Talon, format: TalonFormat, fonts: Fonts): Promise<Uint8Array> {
  const measures = talonMeasures[format];
  const pages = layoutTalon(talon, measures, fonts);
  return drawPdf({ title: titleOf(talon), day: dayOf(talon), paper: measures.paper, pages }, fonts);
}

/**
 * The label for the paper itself as a PDF. The same talon always gives the same bytes.
 *
 * @throws RangeError when the number is not 18 digits.
 */
export async function renderLabel(talon: Talon, fonts: Fonts): Promise<Uint8Array> {
  const pages = layoutLabel(talon, fonts);
  return drawPdf({ title: titleOf(talon), day: dayOf(talon), paper: labelMeasures.paper, pages }, fonts);
}

const titleOf = ({ number }: Talon): string => `Талон ${number.replace(/(\d{6})(?=\d)/g, '$1 ')}`;

const dayOf = ({ duplicateOn, acceptedDate }: Talon): string => (duplicateOn === '' ? acceptedDate : duplicateOn);
