import { openFonts } from './fonts.ts';
import { type RecoverySheet, renderRecoverySheet } from './recovery-sheet.ts';
import { renderLabel, renderTalon, type TalonFormat } from './talon.ts';
import type { Talon } from './talon-content.ts';

export type { Talon, TalonFormat };

/** Everything that is printed. */
export type Papers = {
  /** The talon as a PDF: see `renderTalon`. */
  renderTalon(talon: Talon, format: TalonFormat): Promise<Uint8Array>;
  /** The label for the paper itself as a PDF: see `renderLabel`. */
  renderLabel(talon: Talon): Promise<Uint8Array>;
  /** The recovery code for the safe, as a PDF of one sheet: see `renderRecoverySheet`. */
  renderRecoverySheet(sheet: RecoverySheet): Promise<Uint8Array>;
};

/**
 * Opens the fonts once and returns the papers that are set in them.
 *
 * @throws Error naming the file when a font is missing.
 */
export function createPapers({ fontsFolder }: { fontsFolder: string }): Papers {
  const fonts = openFonts(fontsFolder);
  return {
    renderTalon: (talon, format) => renderTalon(talon, format, fonts),
    renderLabel: (talon) => renderLabel(talon, fonts),
    renderRecoverySheet: (sheet) => renderRecoverySheet(sheet, fonts),
  };
}
