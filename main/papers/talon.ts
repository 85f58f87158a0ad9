import type { TalonFormatName } from '../../shared/contract/shapes.ts';
import type { Fonts } from './fonts.ts';
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
  const title = `Талон ${talon.number.replace(/(\d{6})(?=\d)/g, '$1 ')}`;
  return drawPdf({ title, day: talon.acceptedDate, paper: measures.paper, pages }, fonts);
}
