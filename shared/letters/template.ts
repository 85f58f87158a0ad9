import { z } from 'zod';
import { text } from '../books/fields.ts';
import { type FieldName, isField, isFieldOf } from './fields.ts';
import type { LetterKind } from './kinds.ts';

/** The parts of a template, from the top of the sheet to its foot. */
export const templateParts = ['to', 'title', 'body', 'post', 'name', 'foot'] as const;
export type TemplatePart = (typeof templateParts)[number];

/** Longest text of one part, characters. */
const LONGEST = { to: 1_000, title: 300, body: 10_000, post: 300, name: 300, foot: 500 } as const;

const part = (name: TemplatePart) => text(LONGEST[name]).transform((typed) => typed.trim());

/**
 * The texts of one letter in one language. Lines stay lines; in `body` each is a paragraph. Fields stand in braces: `{applicant.name}`.
 * `to`: the addressee; `post` and `name`: who signs; `foot`: small, below the signature.
 */
export const templateSchema = z.object({
  to: part('to'),
  title: part('title').pipe(z.string().min(1, 'required')),
  body: part('body').pipe(z.string().min(1, 'required')),
  post: part('post'),
  name: part('name'),
  foot: part('foot'),
});
export type Template = z.infer<typeof templateSchema>;

/** A piece of a template's text: words, or the name in braces. */
export type Piece = { text: string } | { field: string };

/**
 * What is wrong with a template, and where; words `letters.fault.<fault>`. `unknownField`: there is no such field at all, `otherLetter`:
 * not in this letter; `brace`: a brace that opens or closes nothing.
 */
export type TemplateFault = {
  part: TemplatePart;
  fault: 'required' | 'tooLong' | 'unknownField' | 'otherLetter' | 'brace';
  /** As it stands between the braces. */
  field?: string;
};

/** Cuts a text at its fields. Inside braces white space does not count. */
export function piecesOf(text: string): Piece[] {
  return text
    .split(/(\{[^{}]*\})/u)
    .filter((piece) => piece !== '')
    .map((piece) => (/^\{[^{}]*\}$/u.test(piece) ? { field: piece.slice(1, -1).trim() } : { text: piece }));
}

/** Everything that keeps a template from being used for a letter, each once. */
export function faultsOf(letter: LetterKind, template: z.input<typeof templateSchema>): TemplateFault[] {
  const parsed = templateSchema.safeParse(template);
  const faults: TemplateFault[] = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    part: path[0] as TemplatePart,
    fault: message === 'required' ? 'required' : 'tooLong',
  }));
  for (const part of templateParts) {
    const named = new Set<string>();
    for (const piece of piecesOf(template[part])) {
      if ('text' in piece) {
        if (/[{}]/.test(piece.text)) faults.push({ part, fault: 'brace' });
      } else if (!named.has(piece.field)) {
        named.add(piece.field);
        if (!isField(piece.field)) faults.push({ part, fault: 'unknownField', field: piece.field });
        else if (!isFieldOf(letter, piece.field)) faults.push({ part, fault: 'otherLetter', field: piece.field });
      }
    }
  }
  return faults;
}

/** The fields that a template names, each once, in its order. */
export function fieldsIn(template: Template): FieldName[] {
  const names = templateParts.flatMap((part) =>
    piecesOf(template[part]).flatMap((piece) => ('field' in piece && isField(piece.field) ? [piece.field] : [])),
  );
  return [...new Set(names)];
}
