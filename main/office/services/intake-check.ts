import type { z } from 'zod';
import { type appealIntakeSchema, appeals } from '../../../shared/books/appeals.ts';
import type { Issue } from '../../../shared/contract/problems.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { cannotBeGiven } from '../people/presence.ts';
import { ProblemError } from '../problem-error.ts';

export type CheckedIntake = z.output<typeof appealIntakeSchema>;

/**
 * What the clerk typed, cleaned and whole; the page is not trusted with any of it.
 *
 * @param today calendar date in the agency's zone
 * @throws ProblemError `invalidEntry`: every issue at once, each with its path and a key of `problems.field`
 */
export function readIntake(office: OpenOffice, typed: unknown, today: string): CheckedIntake {
  const parsed = appeals.intake.safeParse(typed);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, code, message }): Issue => {
      const own = code === 'custom' || /^[a-z][A-Za-z]+$/.test(message);
      return { path: path.filter((step) => typeof step !== 'symbol'), code: own ? message : 'invalid' };
    });
    throw new ProblemError('invalidEntry', { issues });
  }
  const intake = parsed.data as CheckedIntake;
  const issues = [...unknownValues(office, intake), ...notOnStaff(office, intake), ...futureDates(intake, today)];
  if (issues.length > 0) throw new ProblemError('invalidEntry', { issues });
  return intake;
}

/** Lists change: a form from yesterday may name a kind or subject that is no longer there. */
function unknownValues(office: OpenOffice, { paper }: CheckedIntake): Issue[] {
  const { law, subjects, higherBodies } = office.assets;
  const issue = (field: string): Issue => ({ path: ['paper', field], code: 'unknownValue' });
  return [
    ...(law.kindOf(paper.kind) ? [] : [issue('kind')]),
    ...(paper.subject === '' || subjects.some(({ code }) => code === paper.subject) ? [] : [issue('subject')]),
    ...(paper.higherBody.id === '' || higherBodies.some(({ id }) => id === paper.higherBody.id)
      ? []
      : [issue('higherBody')]),
  ];
}

/** As in the card: whoever has left is given nothing, whether he was picked before he left or his name was typed. */
function notOnStaff(office: OpenOffice, { handling: { executor } }: CheckedIntake): Issue[] {
  const why = cannotBeGiven(office, executor);
  return why === undefined ? [] : [{ path: ['handling', 'executor'], code: why }];
}

function futureDates({ paper }: CheckedIntake, today: string): Issue[] {
  return (['arrivedOn', 'senderDate'] as const)
    .filter((field) => paper[field] > today)
    .map((field) => ({ path: ['paper', field], code: 'futureDate' }));
}
