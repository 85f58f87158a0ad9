import type { Words } from '../words/words.ts';
import { type FieldName, isByHand, isField, partsOfField } from './fields.ts';
import type { LetterLanguage } from './kinds.ts';
import { piecesOf, type Template, type TemplatePart, templateParts } from './template.ts';

/** Values of fields in the letter's language; '' for what is not known. A value of several lines makes several paragraphs. */
export type FieldValues = Readonly<Record<FieldName, string>>;

/** A stretch of a line; `gap`: something is missing here, and has to be seen. */
export type LetterRun = { text: string; gap: boolean };
export type LetterLine = LetterRun[];

/** A letter with its fields filled in: lines of each part, and which fields were missing. */
export type FilledLetter = {
  language: LetterLanguage;
  parts: Record<TemplatePart, LetterLine[]>;
  missing: FieldName[];
};

/** To write on by hand. */
export const BLANK = '____________';

/**
 * Fills a template in. What has no value is marked in words, in the letter's language; what is often written by hand becomes a line.
 * Never prints a field's name, nor nothing.
 */
export function fillTemplate(template: Template, values: FieldValues, words: Words): FilledLetter {
  const missing = new Set<FieldName>();
  const runsOf = (line: string): LetterRun[] =>
    piecesOf(line).map((piece): LetterRun => {
      if ('text' in piece) return { text: piece.text, gap: false };
      const { field } = piece;
      // What a newer program calls a field is not known here: seen as it stands.
      if (!isField(field)) return { text: `[{${field}}]`, gap: true };
      const value = values[field];
      if (value.trim() !== '') return { text: value, gap: false };
      if (isByHand(field)) return { text: BLANK, gap: false };
      missing.add(field);
      return { text: words.t('letters.gap', { field: fieldWord(field, words) }), gap: true };
    });
  const parts = Object.fromEntries(
    templateParts.map((part) => [
      part,
      template[part] === '' ? [] : template[part].split('\n').flatMap((line) => linesOf(runsOf(line))),
    ]),
  ) as Record<TemplatePart, LetterLine[]>;
  return { language: words.language, parts, missing: [...missing] };
}

/** The word of a field, as screens and gaps name it. */
export function fieldWord(name: FieldName, { t }: Words): string {
  const { group, field } = partsOfField(name);
  return t([`letters.field.${group}.${field}`, 'letters.title']);
}

/** A line whose values have several lines of their own. */
function linesOf(runs: readonly LetterRun[]): LetterLine[] {
  const lines: LetterLine[] = [[]];
  for (const { text, gap } of runs)
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      const line = lines.at(-1)!;
      const last = line.at(-1);
      if (last?.gap === gap) last.text += piece;
      else if (piece !== '') line.push({ text: piece, gap });
    }
  // A paragraph between two others that has nothing to say is white space of the value.
  return lines.filter(
    (line, index) => line.some(({ text }) => text.trim() !== '') || (index === 0 && lines.length === 1),
  );
}
