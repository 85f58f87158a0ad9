import { z } from 'zod';
import { correctedEntry } from '../../../shared/books/appeals/corrected.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { type AppealEntry, appeals } from '../../../shared/books/appeals.ts';
import type { LetterPage, LetterRequest, LettersOfPaper } from '../../../shared/contract/letters.ts';
import { hasArticles } from '../../../shared/domain/law/procedure.ts';
import { type Folded, fold } from '../../../shared/domain/log/fold.ts';
import type { Line, Paper } from '../../../shared/domain/log/line.ts';
import { BLANK, type FilledLetter, fillTemplate } from '../../../shared/letters/fill.ts';
import { fittingLetters, type LetterLanguage, letterLanguages } from '../../../shared/letters/kinds.ts';
import { fieldValues } from '../../../shared/letters/values.ts';
import { formatDate } from '../../../shared/words/forms.ts';
import { createWords, type Words } from '../../../shared/words/words.ts';
import type { LetterContent } from '../../papers/index.ts';
import type { StoredPaper } from '../open/collections.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { executorNow } from '../people/executor.ts';
import { cannotBeGiven } from '../people/presence.ts';
import type { Printing } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import { SAMPLE, textOf } from './letter-texts.ts';
import { localDate } from './local-time.ts';
import { pageWords } from './page-words.ts';
import { sendToPrinter } from './print-pdf.ts';
import type { PrintDesk } from './talons.ts';

/** Who signed the last letter at this desk, in each language: they sign the next one, as long as nobody says otherwise. */
const SIGNERS = 'letterSigners';
const signersSchema = z.partialRecord(z.enum(letterLanguages), z.object({ name: z.string(), post: z.string() }));

type Folding = { entry: AppealEntry; folded: Folded<AppealState> };

/** @throws ProblemError `unknownPaper` */
export async function lettersOfPaper(office: OpenOffice, number: string): Promise<LettersOfPaper> {
  const { folded, entry } = await foldingOf(office, number);
  return {
    fitting: fittingLetters(folded, entry, office.assets.law),
    language: entry.paper.language === 'official' ? 'ru' : 'kk',
    signers: await signersFor(office, folded),
    olderLaw: !hasArticles(folded.state, office.assets.law),
  };
}

/** @throws ProblemError `unknownPaper`, `letterNotNow` */
export async function previewLetter(
  { office, papers, prints }: PrintDesk,
  request: LetterRequest,
): Promise<LetterPage> {
  const { content, missing } = await contentOf(office, request);
  const { pdf, pages } = await papers.renderLetter(content);
  const { duplicate } = await prints.next(request.number, printedOf(request));
  return { pdf: Buffer.from(pdf).toString('base64'), pages, missing, duplicate };
}

/** @throws ProblemError `printerMissing`, `printFailed`, `unknownPaper`, `letterNotNow`, `noClerk` */
export async function printLetter(
  { office, papers, prints }: PrintDesk,
  printing: Printing | undefined,
  request: LetterRequest,
): Promise<void> {
  await prints.take({ number: request.number, way: 'printer', ...printedOf(request) }, async () => {
    const { pdf } = await papers.renderLetter((await contentOf(office, request)).content);
    await sendToPrinter(printing, { pdf, printer: office.desk().sheetPrinter, title: `Kense ${request.number}` });
  });
  await keepSigner(office, request);
}

/** Puts it on record as saved to a file, and gives it out. @throws ProblemError `unknownPaper`, `letterNotNow`, `noClerk` */
export async function issueLetter(
  { office, papers, prints }: PrintDesk,
  request: LetterRequest & { as: 'pdf' | 'docx' },
): Promise<Uint8Array> {
  const file = await prints.take({ number: request.number, way: 'file', ...printedOf(request) }, async () => {
    const { content } = await contentOf(office, request);
    return request.as === 'pdf' ? (await papers.renderLetter(content)).pdf : papers.letterDocument(content);
  });
  await keepSigner(office, request);
  return file;
}

const printedOf = ({ letter, about }: LetterRequest) => ({ format: 'letter' as const, letter: { letter, about } });

/** The letter filled in with what is known of its paper now. */
async function contentOf(
  office: OpenOffice,
  request: LetterRequest,
): Promise<{ content: LetterContent; missing: FilledLetter['missing'] }> {
  const { letter, about, language, outgoing, number } = request;
  const { entry, folded } = await foldingOf(office, number);
  const fitting = fittingLetters(folded, entry, office.assets.law);
  if (!fitting.some((one) => one.letter === letter && one.about === about)) throw new ProblemError('letterNotNow');
  const { settings } = office.records;
  const words = createWords(language);
  const today = localDate(office.now(), settings.zone);
  const line = folded.effects.find((effect) => effect.line.id === about)?.line;
  const values = fieldValues({
    letter,
    words,
    law: office.assets.law,
    settings,
    number,
    entry,
    state: folded.state,
    about: line,
    // One that was taken back by opening the paper again lends nothing to the next.
    answer: folded.state.answer ? lastLine(folded, 'answer')?.data : undefined,
    executor: executorNow(office, folded.state),
    // Whoever only looks at a letter has not to be chosen; without a name the gap is seen.
    clerk: clerkOf(office),
    typed: { number: outgoing.number, date: formatDate(outgoing.date), signer: request.signer },
    today,
  });
  const { parts, missing } = fillTemplate(textOf(office, { letter, language }), values, words);
  const content: LetterContent = {
    language,
    title: `${words.t(`letters.kind.${letter}`)} ${number}`,
    day: formatDate(today),
    body: settings.name,
    outgoing: outgoingLine(values['letter.number'], values['letter.date'], words),
    sample: entry.receipt.sample ? SAMPLE : '',
    parts,
    page: pageWords(words),
  };
  return { content, missing };
}

function outgoingLine(number: string, date: string, { t }: Words): string {
  return t('letters.numberAndDate', { number: number || BLANK, date: date || BLANK });
}

async function foldingOf(office: OpenOffice, number: string): Promise<Folding> {
  const found = await office.store.papers.findOne(number).exec();
  const stored = found?.toJSON() as StoredPaper | undefined;
  if (!stored || stored.book !== appeals.id) throw new ProblemError('unknownPaper');
  const paper = stored as StoredPaper & Paper<AppealEntry>;
  const folded = fold(appeals, paper, office.assets.law);
  return { entry: correctedEntry(paper.entry, folded.state), folded };
}

function lastLine({ effects }: Folded<AppealState>, action: string): Line | undefined {
  return effects.findLast(({ effect, line }) => effect === 'applied' && line.do === action)?.line;
}

function clerkOf(office: OpenOffice) {
  const clerk = office.records.staff.find(({ id }) => id === office.desk().clerk);
  return clerk ?? { name: '', post: { kk: '', ru: '' } };
}

/**
 * Of each language: the head who signed this paper or resolved on it; else whoever signed here last. Nobody who has left. Where roles are given to
 * nobody, the desk notes a head's deeds for him: then the last signer tells more than who wrote the line.
 */
async function signersFor(office: OpenOffice, folded: Folded<AppealState>): Promise<LettersOfPaper['signers']> {
  const stored = await office.store.local.findOne(SIGNERS).exec();
  const last = signersSchema.safeParse(stored?.toJSON().value).data ?? {};
  const head = (lastLine(folded, 'sign') ?? lastLine(folded, 'resolve'))?.by;
  const member = head && office.session.memberOf(head.id);
  const isOwnDeed = office.records.rolesGiven && member?.roles?.includes('head') === true;
  const signer = (language: LetterLanguage) => {
    const ofPaper = head && member ? { name: head.name, post: head.post[language] } : undefined;
    const before = last[language];
    const hasLeft = before && cannotBeGiven(office, { id: '', name: before.name }) !== undefined;
    const lately = hasLeft ? undefined : before;
    return (isOwnDeed ? ofPaper : undefined) ?? lately ?? ofPaper ?? { name: '', post: '' };
  };
  return { kk: signer('kk'), ru: signer('ru') };
}

/** A reminder is signed by whoever writes it: that tells nothing of who signs letters. */
async function keepSigner(office: OpenOffice, { letter, language, signer }: LetterRequest): Promise<void> {
  if (letter === 'reminder' || signer.name === '') return;
  await office.gate(async () => {
    const stored = await office.store.local.findOne(SIGNERS).exec();
    const before = signersSchema.safeParse(stored?.toJSON().value).data ?? {};
    await office.store.local.upsert({ id: SIGNERS, value: { ...before, [language]: signer } });
  });
}
