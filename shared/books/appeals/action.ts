import type { z } from 'zod';
import type { Outcome } from '../../domain/life/decisions.ts';
import { type ActionName, refusalOf, statusAfter } from '../../domain/life/life.ts';
import type { ActionRules } from '../../domain/log/fold.ts';
import type { Line } from '../../domain/log/line.ts';
import type { AppealState } from './state.ts';

/** What a line changes beside the place of the paper; or why it cannot (a key of `history.refused`). */
type Change = Partial<AppealState> | { refused: string };

export type AppealAction = ActionRules<AppealState> & {
  /** What the line carries; cleaned by the schema itself when a form is sent. */
  data: z.ZodType;
};

/**
 * One action in the life of an appeal: possible where `life.ts` has it, with well-formed data, and where `change` has nothing against
 * it. Pure; it knows no law and no calendar, so that a line which was legal stays so.
 */
export function action<Data>(
  name: ActionName,
  options: {
    data: z.ZodType<Data>;
    change: (data: Data, state: AppealState, line: Line) => Change;
    /** Two concurrent lines that decide the same contradict each other. */
    decides?: string | ((line: Line) => string);
  },
): AppealAction {
  const { data: schema, change, decides } = options;
  return {
    v: 1,
    data: schema,
    apply: (state, line) => {
      const data = schema.safeParse(line.data);
      if (!data.success) return { refused: 'malformed' };
      const refused = refusalOf(name, state.status);
      if (refused) return { refused };
      const changed = change(data.data, state, line);
      if ('refused' in changed) return changed;
      const status = changed.status ?? statusAfter(name, state.status);
      return { state: { ...state, ...changed, status, open: status !== 'closed' && status !== 'void' } };
    },
    ...(decides !== undefined && { decides: typeof decides === 'string' ? () => decides : decides }),
  };
}

/** What every way to close a paper leaves behind. */
export function closed(outcome: Outcome, on: string): Partial<AppealState> {
  return { outcome, closedOn: on, asked: null, defect: null };
}
