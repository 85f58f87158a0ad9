import type { LetterTexts } from '../../../shared/contract/letters.ts';
import { exampleValues } from '../../../shared/letters/example.ts';
import { fillTemplate } from '../../../shared/letters/fill.ts';
import { type LetterKind, type LetterLanguage, letterKinds, letterLanguages } from '../../../shared/letters/kinds.ts';
import { faultsOf, type Template, templateSchema } from '../../../shared/letters/template.ts';
import { articleKey } from '../../../shared/letters/values.ts';
import { formatDate } from '../../../shared/words/forms.ts';
import { createWords } from '../../../shared/words/words.ts';
import type { Papers } from '../../papers/index.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import { localDate } from './local-time.ts';
import { pageWords } from './page-words.ts';

type Which = { letter: LetterKind; language: LetterLanguage };

const keyOf = ({ letter, language }: Which) => `${letter}.${language}`;

/** The text that holds in this office: its own, or the built-in one. */
export function textOf(office: OpenOffice, which: Which): Template {
  return office.records.letters.get(keyOf(which))?.text ?? office.assets.letters.get(keyOf(which))!;
}

/** All texts, and whether whoever works at this desk may change them. */
export function letterTexts(office: OpenOffice): LetterTexts {
  const all = letterKinds.flatMap((letter) => letterLanguages.map((language): Which => ({ letter, language })));
  return {
    texts: all.map((which) => {
      const own = office.records.letters.get(keyOf(which));
      return {
        ...which,
        text: textOf(office, which),
        builtIn: office.assets.letters.get(keyOf(which))!,
        ...(own && { changed: { at: own.at, by: own.by } }),
      };
    }),
    mayChange: office.roles().includes('administrator'),
  };
}

/** @throws ProblemError `invalidEntry` naming the fields that do not exist, `notAllowed`, `noClerk` */
export async function saveLetterText(office: OpenOffice, which: Which, typed: Template): Promise<void> {
  await writeText(office, which, { do: 'set', data: checked(which.letter, typed) });
}

/** @throws ProblemError `notAllowed`, `noClerk` */
export async function resetLetterText(office: OpenOffice, which: Which): Promise<void> {
  if (office.records.letters.has(keyOf(which))) await writeText(office, which, { do: 'reset', data: {} });
}

async function writeText(
  office: OpenOffice,
  which: Which,
  action: { do: string; data: Record<string, unknown> },
): Promise<void> {
  if (!office.roles().includes('administrator')) throw new ProblemError('notAllowed');
  await office.writeRecord(`letter:${keyOf(which)}`, action, office.clerk());
}

/** The text with invented values, as it would print. @throws ProblemError `invalidEntry` */
export async function previewLetterText(
  office: OpenOffice,
  papers: Papers,
  which: Which,
  typed: Template,
): Promise<{ pdf: Uint8Array; pages: number }> {
  const words = createWords(which.language);
  const values = exampleValues[which.language];
  const article = articleKey(which.letter);
  const example = article ? { ...values, 'law.article': words.t(article) } : values;
  const { parts } = fillTemplate(checked(which.letter, typed), example, words);
  const { name, zone } = office.records.settings;
  return papers.renderLetter({
    language: which.language,
    title: words.t(`letters.kind.${which.letter}`),
    day: formatDate(localDate(office.now(), zone)),
    body: name,
    outgoing: words.t('letters.numberAndDate', {
      number: values['letter.number'],
      date: values['letter.date'],
    }),
    sample: SAMPLE,
    parts,
    page: pageWords(words),
  });
}

/** On whatever is no letter to anybody. */
export const SAMPLE = 'ҮЛГІ / ОБРАЗЕЦ';

function checked(letter: LetterKind, typed: Template): Template {
  const faults = faultsOf(letter, typed);
  if (faults.length > 0) {
    const issues = faults.map(({ part, fault, field }) => ({
      path: field === undefined ? [part] : [part, field],
      code: fault,
    }));
    throw new ProblemError('invalidEntry', { issues });
  }
  return templateSchema.parse(typed);
}
