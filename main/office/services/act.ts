import { appealActions } from '../../../shared/books/appeals/actions/index.ts';
import { nextPart } from '../../../shared/books/appeals/actions/redirection.ts';
import {
  type ActionIssue,
  checkAction,
  hindranceOf,
  notFor,
  unlawful,
} from '../../../shared/books/appeals/check-action.ts';
import { openContradictions } from '../../../shared/books/appeals/contradictions.ts';
import { correctedEntry, isEntryField, valueAt } from '../../../shared/books/appeals/corrected.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { executorOf } from '../../../shared/books/appeals/waiting.ts';
import { type AppealEntry, appeals } from '../../../shared/books/appeals.ts';
import { type Act, warningKey } from '../../../shared/contract/actions.ts';
import type { ActionName } from '../../../shared/domain/life/life.ts';
import { type Folded, fold } from '../../../shared/domain/log/fold.ts';
import { firstOf, originOf, ownPartOf } from '../../../shared/domain/log/replaced.ts';
import { officialNumber } from '../../../shared/domain/number/official-number.ts';
import { parseNumber } from '../../../shared/domain/number/paper-number.ts';
import { hangLine } from '../open/hang-line.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { registrarOf } from '../open/originals.ts';
import { ProblemError } from '../problem-error.ts';
import { checkInOffice, handedIssues, isOwnName, type PaperNow } from './act-check.ts';
import { localDate } from './local-time.ts';

/**
 * Does something with a paper, in the name of whoever works at this desk. When it answers, the line is on disk. Everything is asked within the
 * gate, of the paper as it stands then: whether the action is possible there, whether the person may, what law and office have against the form.
 *
 * A correction of a paper that the registry refused, and has nothing of, replaces its entry (design §6): what it was refused for would only be
 * covered by a line, and refused again.
 *
 * @param isCorrectable whether the registry has nothing of a paper, and may take it with another entry
 * @returns id of the line; of a form that was sent before, of the line it has become
 * @throws ProblemError `actionNotNow` with the hindrance, `invalidEntry` with every issue, `actionWarned` with warnings that were not seen,
 *   `unknownPaper`, `paperReadOnly`, `noClerk`, `registryWouldRefuse`, `registryCheckBroke`; StoreError when the disk refuses
 */
export async function act(
  office: OpenOffice,
  { number, draft, action, data, seen }: Act,
  isCorrectable: (number: string) => boolean = () => false,
): Promise<{ line: string }> {
  let known = '';
  const line = await hangLine(office, number, async (folded, entry) => {
    known = folded.effects.find((one) => one.line.data.draft === draft)?.line.id ?? '';
    if (known !== '') return undefined;
    office.clerk();
    const state = folded.state as AppealState;
    refuseHindered(office, folded, action, data);
    const paper = { state, now: correctedEntry(entry as AppealEntry, state) };
    const log = folded.effects.map((one) => one.line);
    const replaces =
      action === 'amend' &&
      isCorrectable(number) &&
      registrarOf(office.site, { id: number, book: appeals.id, entry, log }) !== undefined;
    const filled = completed(office, action, data, replaces ? { state, now: entry as AppealEntry } : paper);
    const today = localDate(office.now(), office.records.settings.zone);
    const issues = [
      ...checkAction(action, filled, { state, law: office.assets.law, today }),
      ...(await checkInOffice(office, number, action, filled, paper)),
      ...handedIssues(action, data, state),
    ];
    refuseFaulty(issues, seen);
    const { v, data: schema } = appealActions[action];
    const parsed = { ...(schema.parse(filled) as Record<string, unknown>), draft };
    return {
      do: action,
      v,
      ...(replaces ? replacing(office, number, folded, entry as AppealEntry, parsed) : { data: parsed }),
    };
  });
  return { line: line?.id ?? known };
}

/**
 * The entry as it stands after a correction, and the line that tells of it: without what stood there before, which may be what the registry
 * will not have; it is kept here with the original. Of earlier corrections those count that the corrected paper has: nobody goes over to an entry that
 * its log does not tell of, and others' lines come over it later.
 */
function replacing(
  office: OpenOffice,
  number: string,
  { effects }: Folded<unknown>,
  entry: AppealEntry,
  { old: _old, ...data }: Act['data'],
) {
  const lines = effects.map(({ line }) => line);
  const log = ownPartOf(lines, firstOf(lines)!.site);
  const { state } = fold(appeals, { id: number, book: appeals.id, entry, log }, office.assets.law);
  const corrected = { ...state.corrected, [String(data.field)]: data.new };
  const subject = corrected['paper.subject'] ?? entry.paper.subject;
  const origin = originOf({ log: lines });
  return {
    data: { ...data, replaces: origin },
    entry: correctedEntry(entry, { corrected, subject: String(subject) }),
  };
}

function refuseHindered(office: OpenOffice, folded: Folded<unknown>, action: ActionName, data: Act['data']): void {
  const actor = office.session.actor();
  const state = folded.state as AppealState;
  const hindrance = hindranceOf(action, state, actor) ?? unlawful(action, state, office.assets.law);
  if (hindrance !== undefined) throw new ProblemError('actionNotNow', { hindrance });
  if (action !== 'settle') return;
  const open = openContradictions(folded).find(({ topic }) => topic === data.topic);
  if (!open) throw new ProblemError('actionNotNow', { hindrance: 'nothingToSettle' });
  if (open.lines.every((line) => notFor(line.do as ActionName, state, actor) !== undefined))
    throw new ProblemError('actionNotNow', { hindrance: 'notAllowed' });
}

/**
 * What the office knows better than a page: the value that is corrected, who had the paper, the number of a part, a number of ours without its
 * grouping, an official one as E-Otinish writes it, and that an act of a body that is called as the office is its own.
 */
function completed(office: OpenOffice, action: ActionName, typed: Act['data'], { state, now }: PaperNow): Act['data'] {
  const isOwnAct = action === 'linkContested' && typeof typed.body === 'string' && isOwnName(office, typed.body);
  const data = isOwnAct ? { ...typed, own: true } : typed;
  if (action === 'amend') return { ...data, old: isEntryField(data.field) ? valueAt(now, data.field) : '' };
  if (action === 'handOver') return { ...data, whose: executorOf(state) };
  if (action === 'redirectPart') return { ...data, part: nextPart(state) };
  if (action === 'linkOfficial') return { ...data, number: officialNumber(String(data.number ?? '')).number };
  if (action.startsWith('link') && typeof data.number === 'string') {
    const number = parseNumber(data.number);
    return { ...data, number: number.ok ? number.digits : data.number };
  }
  return data;
}

function refuseFaulty(issues: readonly ActionIssue[], seen: readonly string[]): void {
  const asProblems = (severity: ActionIssue['severity']) =>
    issues
      .filter((issue) => issue.severity === severity)
      .map(({ path, message }) => ({ path: path === '' ? [] : path.split('.'), code: message }));
  const errors = asProblems('error');
  if (errors.length > 0) throw new ProblemError('invalidEntry', { issues: errors });
  const warnings = asProblems('warning');
  if (warnings.some((warning) => !seen.includes(warningKey(warning))))
    throw new ProblemError('actionWarned', { issues: warnings });
}
