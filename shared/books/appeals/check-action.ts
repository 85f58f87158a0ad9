import { isWorkingDay } from '../../domain/law/calendar.ts';
import type { Law } from '../../domain/law/law.ts';
import { limitEnd, noticeIsEarly } from '../../domain/law/limits.ts';
import { decisionSets } from '../../domain/life/decisions.ts';
import type { ActionName } from '../../domain/life/life.ts';
import { type Role, unauthorised } from '../../domain/life/rights.ts';
import { appealActions } from './actions/index.ts';
import { type AmendableField, amendable } from './actions/record.ts';
import { dueOn, latestExtension } from './deadlines.ts';
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
  const check = checks[name] as ((data: unknown, state: AppealState, law: Law) => ActionIssue[]) | undefined;
  const issues = [...(check?.(parsed.data, state, law) ?? []), ...notYet(parsed.data, today)];
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
};

const error = (path: string, message: string): ActionIssue => ({ path, message, severity: 'error' });
const warning = (path: string, message: string): ActionIssue => ({ path, message, severity: 'warning' });
const some = (...issues: (ActionIssue | false | undefined)[]) => issues.filter((issue) => !!issue);

/** Days on which something was done lie in the past; of a hearing the day of its notice does. */
function notYet(data: unknown, today: string): ActionIssue[] {
  const { on, noticeOn } = data as { on?: string; noticeOn?: string };
  const [path, day] = noticeOn === undefined ? ['on', on] : ['noticeOn', noticeOn];
  return some(day !== undefined && day > today && warning(path, 'futureDate'));
}

type Checks = { [name: string]: (data: never, state: AppealState, law: Law) => ActionIssue[] };

const checks: Checks = {
  amend: ({ field, new: value }: { field: AmendableField; new: string }, state, law) =>
    some(
      value === state[amendable[field].in] && error('new', 'nothingChanged'),
      field === 'paper.kind' && !law.kindOf(value) && error('new', 'unknownValue'),
    ),

  resolve: ({ ownDueOn }: { ownDueOn: string }, state, law) =>
    some(
      ownDueOn !== '' && ownDueOn < state.registeredOn && error('ownDueOn', 'beforeRegistration'),
      ownDueOn > dueOn(state, law) && warning('ownDueOn', 'laterThanLawful'),
      ownDueOn !== '' && !isWorkingDay(ownDueOn, law) && warning('ownDueOn', 'dayOff'),
    ),

  // Asking for more than the ceiling wants the reason only once: when it is granted.
  askExtension: (data: { until: string }, state, law) => checkExtension({ ...data, beyond: 'asked' }, state, law),
  extend: checkExtension,

  noteDefect: ({ until }: { until: string }, state) =>
    some(until < state.registeredOn && error('until', 'beforeRegistration')),

  redirect: checkRedirection,
  redirectPart: checkRedirection,

  callHearing: ({ on, noticeOn }: { on: string; noticeOn: string }, state, law) =>
    some(
      on < noticeOn && error('on', 'beforeNotice'),
      !isWorkingDay(on, law) && error('on', 'dayOff'),
      on >= noticeOn &&
        !noticeIsEarly('hearingNotice', noticeOn, on, state.registeredOn, law) &&
        warning('noticeOn', 'noticeTooLate'),
    ),

  decide: ({ decision }: { decision: string }, state, law) => {
    const set: readonly string[] = decisionSets[law.kindOf(state.kind)?.decidedAs ?? 'reply'];
    return some(!set.includes(decision) && error('decision', 'notForThisKind'));
  },

  answer: ({ on }: { on: string }, state) =>
    some(
      on < state.registeredOn && error('on', 'beforeRegistration'),
      state.decision !== null && on < state.decision.on && warning('on', 'beforeDecision'),
    ),

  // The other body goes on with what it was sent; the applicant has an answer in hand.
  reopen: (_data, { outcome, answer }) =>
    some(SENT_ON.has(outcome) && warning('', 'reopensSent'), answer !== null && warning('', 'reopensAnswered')),

  linkContested: ({ learnedOn }: { learnedOn: string }, state, law) => {
    const last = learnedOn === '' ? undefined : limitEnd('complaint', learnedOn, state.registeredOn, law);
    return some(
      learnedOn > state.registeredOn && error('learnedOn', 'afterRegistration'),
      last !== undefined && last < state.registeredOn && warning('learnedOn', 'complaintTooLate'),
    );
  },
};

const SENT_ON: ReadonlySet<string> = new Set(['redirected', 'passedOn', 'forwarded']);

/** Art. 76(3): later than the term, up to the ceiling; beyond it a reason of its own is wanted. */
function checkExtension(
  { until, beyond = '' }: { until: string; beyond?: string },
  state: AppealState,
  law: Law,
): ActionIssue[] {
  const ceiling = latestExtension(state, law);
  const isBeyond = ceiling !== undefined && until > ceiling;
  return some(
    until <= dueOn(state, law) && error('until', 'notLater'),
    isBeyond && warning('until', 'beyondCeiling'),
    isBeyond && beyond === '' && error('beyond', 'required'),
    !isWorkingDay(until, law) && warning('until', 'dayOff'),
  );
}

/** Art. 65: within three working days; never to oneself. */
function checkRedirection({ to, on }: { to: { id: string }; on: string }, state: AppealState, law: Law): ActionIssue[] {
  const last = limitEnd('redirection', state.registeredOn, state.registeredOn, law);
  return some(
    to.id === state.agency && error('to', 'toOneself'),
    on < state.registeredOn && error('on', 'beforeRegistration'),
    last !== undefined && on > last && warning('on', 'redirectionTooLate'),
  );
}
