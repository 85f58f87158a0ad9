import { fromDayNumber, toDayNumber } from '../../domain/date/iso-date.ts';
import { isWorkingDay, workingDayFrom } from '../../domain/law/calendar.ts';
import type { Law } from '../../domain/law/law.ts';
import { limitEnd, noticeIsEarly } from '../../domain/law/limits.ts';
import { decidedAs, hasArticles, isHeard } from '../../domain/law/procedure.ts';
import { hasLongerTerm } from '../../domain/law/terms.ts';
import { type DecisionKind, decisionSets, isBurdensome } from '../../domain/life/decisions.ts';
import type { ActionName } from '../../domain/life/life.ts';
import { type Role, unauthorised } from '../../domain/life/rights.ts';
import { officialNumber } from '../../domain/number/official-number.ts';
import { appealActions } from './actions/index.ts';
import { sameValue } from './corrected.ts';
import { dueOn, isOfOwnAct, unusualExtension } from './deadlines.ts';
import type { EntryField } from './entry.ts';
import type { AppealState } from './state.ts';

/** One thing to say about a form, at a field (`''`: the whole). Words: `problems.field` for errors, `actions.warning` for warnings. */
export type ActionIssue = { path: string; message: string; severity: 'error' | 'warning' };

type Asked = { state: AppealState; law: Law; today: string };

/** Whoever acts: what he may in general, and whose papers are his (his own id, and those whom he stands in for). */
export type Actor = { roles: readonly Role[]; people: readonly string[] };

/**
 * Why an action cannot be done now: where the paper stands, else `notAllowed` or `notYours` for whom it is not. Undefined: it can. What is
 * offered in the card, and what the office asks before it writes.
 */
export function hindranceOf(name: ActionName, state: AppealState, actor: Actor): string | undefined {
  return appealActions[name].hindrance(state) ?? notFor(name, state, actor);
}

/** Why an action is not somebody's, wherever the paper stands. */
export function notFor(name: ActionName, state: AppealState, { roles, people }: Actor): string | undefined {
  return unauthorised(roles, name, isOneOf(people, state));
}

/** Why an action is none under the law that governs the paper. */
export function unlawful(name: ActionName, { kind, registeredOn }: AppealState, law: Law): string | undefined {
  if (name === 'noteCheck' && !hasLongerTerm(kind, registeredOn, law)) return 'noLongerTerm';
  if (OF_HEARING.has(name) && !isHeard({ registeredOn }, law)) return 'noHearingInLaw';
  return name === 'linkContested' && !mayBeComplaint({ kind }, law) ? 'notComplaint' : undefined;
}

const OF_HEARING: ReadonlySet<ActionName> = new Set(['callHearing', 'holdHearing', 'waiveHearing']);

/** Of a kind that this law does not know (yet) nothing can be said. */
function mayBeComplaint({ kind }: Pick<AppealState, 'kind'>, law: Law): boolean {
  return (law.kindOf(kind)?.decidedAs ?? 'complaint') === 'complaint';
}

/** Whether one of these executes the paper, or helps to. */
function isOneOf(people: readonly string[], { executor, coExecutors }: AppealState): boolean {
  return [executor, ...coExecutors.map(({ id }) => id)].some((id) => id !== '' && people.includes(id));
}

/**
 * What is wrong with a filled-in action, by today's law and calendar. Errors are refused; warnings are shown and may be gone past:
 * what has happened has to be written down, also when it came too late.
 */
export function checkAction(name: ActionName, input: unknown, { state, law, today }: Asked): ActionIssue[] {
  const { data: schema, refuses } = appealActions[name];
  const parsed = schema.safeParse(input);
  if (!parsed.success)
    return parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message, severity: 'error' }));
  const check = checks[name] as Check<unknown> | undefined;
  const found = check?.(parsed.data, state, law, today) ?? [];
  const issues = [...found, ...daysIssues(name, parsed.data, { state, today }, found)];
  const refused = issues.some(({ severity }) => severity === 'error') ? undefined : refuses(parsed.data, state);
  return refused === undefined ? issues : [error(refusedAt[refused] ?? '', refused), ...issues];
}

/** The field on account of which the state refuses a form. */
const refusedAt: Readonly<Record<string, string>> = {
  hearingNeeded: 'decision',
  toOneself: 'to',
  notLater: 'until',
  untilBeforeNotice: 'until',
  hearingBeforeNotice: 'on',
  applicantHasTime: 'on',
  toldBeforeExtension: 'on',
  kindDecided: 'field',
};

const error = (path: string, message: string): ActionIssue => ({ path, message, severity: 'error' });
const warning = (path: string, message: string): ActionIssue => ({ path, message, severity: 'warning' });
const some = (...issues: (ActionIssue | false | undefined)[]) => issues.filter((issue) => !!issue);

/** What cannot be written down ahead of its day, as its day is what counts. */
const NEVER_AHEAD: ReadonlySet<ActionName> = new Set(['holdHearing', 'returnToApplicant']);

/**
 * Days on which something was done lie in the past, and not before the paper came; of a hearing the day of its notice does. What came after
 * hours or on a day off counts as registered later, and may be worked on at once; afterwards a day before that of registration is asked about.
 */
function daysIssues(
  name: ActionName,
  data: unknown,
  { state, today }: Pick<Asked, 'state' | 'today'>,
  found: readonly ActionIssue[],
): ActionIssue[] {
  const { on, noticeOn } = data as { on?: string; noticeOn?: string };
  const [path, day] = noticeOn === undefined ? ['on', on] : ['noticeOn', noticeOn];
  if (day === undefined) return [];
  if (day > today) return [(NEVER_AHEAD.has(name) ? error : warning)(path, 'futureDate')];
  if (day >= state.registeredOn || found.some((issue) => issue.path === path)) return [];
  if (day < state.arrivedOn) return [error(path, 'beforeArrival')];
  return some(today >= state.registeredOn && warning(path, 'beforeRegistration'));
}

type Check<Data> = (data: Data, state: AppealState, law: Law, today: string) => ActionIssue[];

const checks: { [name: string]: Check<never> } = {
  amend: ({ field, old, new: value }: { field: EntryField; old: unknown; new: unknown }, state, law, today) =>
    some(
      sameValue(old, value) && error('new', 'nothingChanged'),
      field === 'paper.kind' && !law.kindOf(String(value)) && error('new', 'unknownValue'),
      ...correctedDay(field, String(value), state, today),
    ),

  resolve: ({ ownDueOn }: { ownDueOn: string }, state, law, today) =>
    some(
      ownDueOn !== '' && ownDueOn < state.registeredOn && error('ownDueOn', 'beforeRegistration'),
      ownDueOn >= state.registeredOn && ownDueOn < today && warning('ownDueOn', 'pastDay'),
      ownDueOn > dueOn(state, law) && warning('ownDueOn', 'laterThanLawful'),
      ownDueOn !== '' && !isWorkingDay(ownDueOn, law) && warning('ownDueOn', 'dayOff'),
    ),

  // Asking for more than the ceiling wants the reason only once: when it is granted.
  askExtension: (data: { until: string }, state, law, today) => [
    ...checkExtension({ ...data, beyond: 'asked' }, state, law),
    ...some(isOver(today, state, law) && warning('', 'termOver')),
  ],
  extend: (data: { until: string; on: string; beyond: string }, state, law) => [
    ...checkExtension(data, state, law),
    ...some(isOver(data.on, state, law) && warning('on', 'termOver')),
  ],

  noteDefect: ({ article, on, until }: { article: string; on: string; until: string }, state, law) =>
    some(
      article === '' && hasArticles(state, law) && error('article', 'required'),
      article !== '' && !hasArticles(state, law) && error('article', 'unknownValue'),
      article === '93' &&
        hasArticles(state, law) &&
        !mayBeComplaint(state, law) &&
        error('article', 'articleOfComplaints'),
      until < state.registeredOn && error('until', 'beforeRegistration'),
      until >= on && !isWorkingDay(until, law) && warning('until', 'dayOff'),
      isAfterTerm(until, state, law) && warning('until', 'laterThanLawful'),
    ),

  bringIntoLine: ({ on }: { on: string }, { waits }) =>
    some(on < (waits.at(-1)?.from ?? '') && error('on', 'beforeDefectNotice')),

  // A last day that is a day off goes on to the next working one.
  returnToApplicant: ({ on }: { on: string }, { defect }, law) =>
    some(
      defect !== null && on > defect.until && on <= workingDayOn(defect.until, law) && error('on', 'applicantHasTime'),
    ),

  redirect: (data: { to: { id: string }; on: string; higher: boolean }, state, law) => [
    ...checkRedirection(data, state, law),
    ...some(
      data.higher && !mayBeComplaint(state, law) && error('higher', 'notComplaint'),
      !data.higher && isOfOwnAct(state, law) && warning('higher', 'ownActGoesUp'),
    ),
  ],
  redirectPart: (data: { to: { id: string }; on: string }, state, law) => [
    ...checkRedirection(data, state, law),
    ...some(isOfOwnAct(state, law) && warning('', 'ownActGoesUp')),
  ],

  tellExtension: ({ on }: { on: string }, state, law) => {
    const last = state.extension && limitEnd('extensionNotice', state.extension.on, state, law);
    return some(!!last && on > last && warning('on', 'extensionNoticeTooLate'));
  },

  callHearing: ({ on, noticeOn }: { on: string; noticeOn: string }, state, law) =>
    some(
      on < noticeOn && error('on', 'beforeNotice'),
      !isWorkingDay(on, law) && error('on', 'dayOff'),
      on >= noticeOn &&
        !noticeIsEarly('hearingNotice', noticeOn, on, state, law) &&
        warning('noticeOn', 'noticeTooLate'),
    ),

  // What was held was held: an early hearing is written down with its reason.
  holdHearing: ({ on, early }: { on: string; early: string }, { hearing }) => {
    const isEarly = hearing !== null && on >= hearing.noticeOn && on < hearing.on;
    return some(isEarly && warning('on', 'beforeCalledDay'), isEarly && early === '' && error('early', 'required'));
  },

  decide: (data: Decided, state, law) => {
    const set: readonly string[] = decisionSets[decidedAs(state, law)];
    const grounds = law.groundsOf(data.decision, law.regimeOn(state.registeredOn));
    const isEarly = isBeforeObjection(data, state, law);
    return some(
      !set.includes(data.decision) && error('decision', 'notForThisKind'),
      isOfOwnAct(state, law) && data.decision !== 'satisfyFully' && warning('decision', 'ownActGoesUp'),
      !isAmong(grounds, data.ground) && error('ground', 'unknownValue'),
      !isAmong(law.bases, data.basis) && error('basis', 'unknownValue'),
      isBeforeHearing(data, state) && error('on', 'beforeHearing'),
      isSoonAfterNotice(data, state, law) && warning('on', 'decidedSoonAfterNotice'),
      isEarly && warning('on', 'objectionRuns'),
      isEarly && data.early === '' && error('early', 'required'),
    );
  },

  sign: ({ on }: { on: string }, { decision, arrivedOn }) =>
    some(isBetween(on, arrivedOn, decision?.on) && warning('on', 'signedBeforeDecision')),

  answer: ({ on }: { on: string }, { decision, arrivedOn }) =>
    some(isBetween(on, arrivedOn, decision?.on) && warning('on', 'beforeDecision')),

  dispatch: ({ on }: { on: string }, { answer, arrivedOn }) =>
    some(isBetween(on, arrivedOn, answer?.on) && warning('on', 'beforeAnswer')),

  takeOffControl: ({ on }: { on: string }, { closedOn, arrivedOn }) =>
    some(isBetween(on, arrivedOn, closedOn) && warning('on', 'beforeClosing')),

  returnWithRemarks: (_data, { dispatched }) => some(dispatched !== null && warning('', 'reopensAnswered')),

  // The other body goes on with what it was sent; the applicant has an answer in hand.
  reopen: ({ on }: { on: string }, { outcome, answer, closedOn, arrivedOn }) =>
    some(
      SENT_ON.has(outcome) && warning('', 'reopensSent'),
      answer !== null && warning('', 'reopensAnswered'),
      isBetween(on, arrivedOn, closedOn) && warning('on', 'beforeClosing'),
    ),

  linkOfficial: ({ number }: { number: string }) =>
    some(!officialNumber(number).usual && warning('number', 'unusualOfficial')),

  linkContested: ({ learnedOn }: { learnedOn: string }, state, law) => {
    const last = learnedOn === '' ? undefined : limitEnd('complaint', learnedOn, state, law);
    return some(
      learnedOn > state.arrivedOn && error('learnedOn', 'afterArrival'),
      last !== undefined && last < state.arrivedOn && warning('learnedOn', 'complaintTooLate'),
    );
  },
};

/** Before what it follows upon; a day before the paper came is refused by itself. */
function isBetween(on: string, arrivedOn: string, follows = ''): boolean {
  return on >= arrivedOn && on < follows;
}

const workingDayOn = (day: string, law: Law) => fromDayNumber(workingDayFrom(toDayNumber(day), law));

/** As at intake neither day lies ahead; and whatever was registered had come by then. */
function correctedDay(
  field: EntryField,
  value: string,
  { registeredOn }: AppealState,
  today: string,
): (ActionIssue | false)[] {
  if (field !== 'paper.arrivedOn' && field !== 'paper.senderDate') return [];
  if (value > today) return [error('new', 'futureDate')];
  return [field === 'paper.arrivedOn' && value > registeredOn && error('new', 'afterRegistration')];
}

const SENT_ON: ReadonlySet<string> = new Set(['redirected', 'passedOn', 'forwarded']);

type Decided = { decision: DecisionKind; ground: string; basis: string; on: string; early: string };

/** Whether a reason is one of these, or none. */
function isAmong(reasons: readonly { id: string }[], id: string): boolean {
  return id === '' || reasons.some((one) => one.id === id);
}

/**
 * Art. 73: of a decision against him the applicant has its draft since the notice of the hearing, and days to object to it; whether they are over
 * by the day of the decision.
 */
export function isBeforeObjection(
  { decision, on }: { decision: DecisionKind; on: string },
  state: AppealState,
  law: Law,
): boolean {
  if (!isBurdensome(decision) || !state.hearing) return false;
  const last = limitEnd('objection', state.hearing.noticeOn, state, law);
  return last !== undefined && on <= last;
}

/** Whoever was heard was heard before the decision against him (arts 73–74). */
function isBeforeHearing({ decision, on }: { decision: DecisionKind; on: string }, { hearing }: AppealState): boolean {
  return isBurdensome(decision) && hearing?.held === true && on < hearing.on;
}

/** Who was heard sooner than the law wants was told too late for the decision as well (art. 73): it is the act that the days are counted to. */
function isSoonAfterNotice({ decision, on }: Decided, state: AppealState, law: Law): boolean {
  const { hearing } = state;
  if (!isBurdensome(decision) || !hearing?.held || on < hearing.on) return false;
  return !noticeIsEarly('hearingNotice', hearing.noticeOn, on, state, law);
}

/** What is over cannot be extended any more: late, it is written down all the same, and seen to be late. */
function isOver(day: string, state: AppealState, law: Law): boolean {
  const last = dueOn(state, law);
  return last !== '' && day > last;
}

/** Whether the applicant would have more time to mend a paper than there is to answer it: where the term runs on meanwhile. */
function isAfterTerm(until: string, state: AppealState, law: Law): boolean {
  return law.regimeOn(state.registeredOn).waiting.rule === 'runsOn' && isOver(until, state, law);
}

/** Art. 76(3): later than the term, up to the ceiling; beyond it a reason of its own is wanted. */
function checkExtension(
  { until, beyond = '' }: { until: string; beyond?: string },
  state: AppealState,
  law: Law,
): ActionIssue[] {
  const unusual = unusualExtension(until, state, law);
  return some(
    until <= dueOn(state, law) && error('until', 'notLater'),
    unusual && warning('until', unusual),
    unusual && beyond === '' && error('beyond', 'required'),
    !isWorkingDay(until, law) && warning('until', 'dayOff'),
  );
}

/** Art. 65, of complaints art. 91: within three working days; never to oneself. */
function checkRedirection(
  { to, on, higher }: { to: { id: string }; on: string; higher?: boolean },
  state: AppealState,
  law: Law,
): ActionIssue[] {
  const last = limitEnd(higher ? 'passingOn' : 'redirection', state.registeredOn, state, law);
  return some(
    to.id === state.agency && error('to', 'toOneself'),
    last !== undefined && on > last && warning('on', 'redirectionTooLate'),
  );
}
