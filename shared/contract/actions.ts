import { z } from 'zod';
import { type AppealState, linkNames } from '../books/appeals/state.ts';
import { type ActionName, actionNames } from '../domain/life/life.ts';

/** What is done by a form; files are added by `scans`. */
export const formActions = actionNames.filter((name): name is FormAction => name !== 'attach');
export type FormAction = Exclude<ActionName, 'attach'>;

/** A form on its way into a paper's log. */
export const actSchema = z.object({
  number: z.string().regex(/^\d{18}$/),
  /** Names the form: sent twice, it is one line. */
  draft: z.uuid(),
  action: z.enum(formActions as [FormAction, ...FormAction[]]),
  /** As the form has it; what it has to hold says the action. */
  data: z.record(z.string(), z.unknown()),
  /** Warnings that were shown and gone past, as `warningKey` names them. */
  seen: z.array(z.string().max(200)).max(50),
});
export type Act = z.infer<typeof actSchema>;

/** How a warning is named when it comes back as seen. */
export function warningKey({ path, code }: { path: readonly (string | number)[]; code: string }): string {
  return `${path.join('.')} ${code}`;
}

/** What a paper is now, and what can be done with it by whoever works at this desk. */
export const presentSchema = z.object({
  state: z.custom<AppealState>((value) => typeof value === 'object' && value !== null),
  /** Why an action cannot be done now (a key of `history.refused`), or nothing: it can. */
  actions: z.array(
    z.object({ action: z.enum(formActions as [FormAction, ...FormAction[]]), hindrance: z.string().optional() }),
  ),
  /**
   * Lines written without knowledge of each other that say different things of one matter, as long as nobody has settled it. `rules`: the
   * one that holds. `told`: somebody outside was told of one that does not. `mine`: whoever works here may settle it.
   */
  contradictions: z.array(
    z.object({
      topic: z.string(),
      lines: z.array(z.string()),
      rules: z.string(),
      told: z.boolean(),
      mine: z.boolean(),
    }),
  ),
  /** It is closed as a duplicate of a paper whose number is void: that number, else ''. Nobody answers it until it is opened again. */
  voidFirst: z.string(),
  /** Papers here that name this one, and as what; the newest first. */
  linkedFrom: z.array(z.object({ number: z.string(), as: z.enum(linkNames) })),
});
export type Present = z.infer<typeof presentSchema>;
