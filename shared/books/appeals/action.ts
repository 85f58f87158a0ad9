import type { z } from 'zod';
import type { Outcome } from '../../domain/life/decisions.ts';
import { type ActionName, refusalOf, type Status, statusAfter } from '../../domain/life/life.ts';
import type { ActionRules } from '../../domain/log/fold.ts';
import type { Line } from '../../domain/log/line.ts';
import type { AppealState } from './state.ts';

/** What a line changes beside the place of the paper; or why it cannot (a key of `history.refused`). */
type Change = Partial<AppealState> | { refused: string };

/** By what a line counts: where the action is possible, what has to be so before, and what changes. */
type Rule<Data> = {
  from?: readonly Status[];
  needs?: ((state: AppealState) => string | undefined) | undefined;
  /** @param by name of whoever wrote the line */
  change: (data: Data, state: AppealState, by: string) => Change;
};

export type AppealAction = ActionRules<AppealState> & {
  /** What the line carries; cleaned by the schema itself when a form is sent. */
  data: z.ZodType;
  /** Why it is not possible whatever it carries; a key of `history.refused`. */
  hindrance: (state: AppealState) => string | undefined;
  /** Why it is not possible with what it carries, although it is possible. */
  refuses: (data: unknown, state: AppealState) => string | undefined;
};

/**
 * One action in the life of an appeal: possible where `life.ts` has it, with well-formed data, and where `change` has nothing against
 * it. Pure; it knows no law and no calendar, so that a line which was legal stays so.
 */
export function action<Data>(
  name: ActionName,
  options: {
    /** Higher since fields were added without which a line means something else, or since its rule is another. 1 where it never changed. */
    v?: number;
    /** What was so before, each up to the version until which it was: a line counts by the rule under which it was written, at every site and for good. */
    earlier?: readonly ({ upTo: number } & Partial<Rule<Data>>)[];
    data: z.ZodType<Data>;
    /** What has to be so before, beside the place of the paper: the reason when it is not. */
    needs?: (state: AppealState) => string | undefined;
    change: Rule<Data>['change'];
    /** Two concurrent lines that decide the same contradict each other. */
    decides?: string | readonly string[] | ((line: Line) => string | readonly string[]);
    /** Its letter or notice is out, or somebody from outside took part. */
    tells?: true;
  },
): AppealAction {
  const { v = 1, earlier = [], data: schema, needs, change, decides, tells = false } = options;
  const ruleNow: Rule<Data> = { needs, change };
  const ruleAt = (version: number): Rule<Data> => ({ ...ruleNow, ...earlier.find(({ upTo }) => version <= upTo) });
  const hindranceBy = (rule: Rule<Data>, state: AppealState) =>
    refusalOf(name, state.status, rule.from) ?? rule.needs?.(state);
  return {
    v,
    tells,
    data: schema,
    hindrance: (state) => hindranceBy(ruleNow, state),
    refuses: (data, state) => {
      if (needs?.(state) !== undefined) return undefined;
      const changed = change(data as Data, state, '');
      return 'refused' in changed ? changed.refused : undefined;
    },
    apply: (state, line) => {
      const data = schema.safeParse(line.data);
      if (!data.success) return { refused: 'malformed' };
      const rule = ruleAt(line.v);
      const refused = hindranceBy(rule, state);
      if (refused !== undefined) return { refused };
      const changed = rule.change(data.data, state, line.by.name);
      if ('refused' in changed) return changed;
      const status = changed.status ?? statusAfter(name, state.status);
      const told = state.told || tells;
      return { state: { ...state, ...changed, status, told, open: status !== 'closed' && status !== 'void' } };
    },
    ...(decides !== undefined && {
      decides: (line: Line) => [typeof decides === 'function' ? decides(line) : decides].flat(),
    }),
  };
}

/** What every way to close a paper leaves behind. */
export function closed(outcome: Outcome, on: string): Partial<AppealState> {
  return { outcome, closedOn: on, asked: null, defect: null };
}

/** What is taken back when a closed paper is worked on again: with an answer the hearing too, as it was about the decision that was sent. */
export function reopened({ answer }: Pick<AppealState, 'answer'>): Partial<AppealState> {
  return {
    decision: null,
    answer: null,
    dispatched: null,
    outcome: '',
    closedOn: '',
    ...(answer && { hearing: null, hearingWaived: false }),
  };
}
