import { openFonts } from './fonts.ts';
import type { LetterContent } from './letters/content.ts';
import { letterDocument } from './letters/document.ts';
import { renderLetter } from './letters/letter.ts';
import { type RecoverySheet, renderRecoverySheet } from './recovery-sheet.ts';
import type { FinishedRegister, RegisterFoot, RegisterHead, RegisterRow } from './register/content.ts';
import { createRegisterWriter } from './register/writer.ts';
import { renderLabel, renderTalon, type TalonFormat } from './talon.ts';
import type { Talon } from './talon-content.ts';

export type { LetterContent, Talon, TalonFormat };

/** A register of one go; `sample`: rows by which its columns are shared out. */
export type ShortRegister = { head: RegisterHead; rows: RegisterRow[]; sample: RegisterRow[]; foot: RegisterFoot };

/** Everything that is printed. */
export type Papers = {
  /** The talon as a PDF: see `renderTalon`. */
  renderTalon(talon: Talon, format: TalonFormat): Promise<Uint8Array>;
  /** The label for the paper itself as a PDF: see `renderLabel`. */
  renderLabel(talon: Talon): Promise<Uint8Array>;
  /** The recovery code for the safe, as a PDF of one sheet: see `renderRecoverySheet`. */
  renderRecoverySheet(sheet: RecoverySheet): Promise<Uint8Array>;
  /** A letter as a PDF: see `renderLetter`. */
  renderLetter(letter: LetterContent): Promise<{ pdf: Uint8Array; pages: number }>;
  /** The same letter as a document to edit (DOCX): see `letterDocument`. */
  letterDocument(letter: LetterContent): Promise<Uint8Array>;
  /** A list of a few hundred rows at most, set at once: see `createRegisterWriter`. */
  renderList(list: ShortRegister): Promise<FinishedRegister>;
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
    renderLetter: (letter) => renderLetter(letter, fonts),
    letterDocument,
    renderList({ head, rows, sample, foot }) {
      const writer = createRegisterWriter(head, sample, fonts);
      writer.add(rows);
      return writer.end(foot);
    },
  };
}
