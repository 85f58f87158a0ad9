import { mayDo } from '../../../shared/domain/life/rights.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import { type Need, needs } from './needs.ts';

/** What an operation needs, by its path in the contract. One that is not among them is an administrator's. */
export function needOf(path: readonly string[]): Need {
  const [area = '', operation = ''] = path;
  return (needs as Record<string, Record<string, Need>>)[area]?.[operation] ?? 'administrator';
}

/**
 * Lets a call pass, or not: here, and not in the page.
 *
 * @throws ProblemError `notSignedIn`, `notAllowed`, `noClerk`
 */
export function admit({ session }: Pick<OpenOffice, 'session'>, need: Need): void {
  if (need === 'nobody') return;
  if (!session.isOpen()) throw new ProblemError('notSignedIn');
  if (need === 'administrator' && !session.isAdministrator()) throw new ProblemError('notAllowed');
  if (need === 'anybody' || need === 'administrator') return;
  if (need === 'intake' && !session.asked() && !session.person()) return;
  session.clerk();
  if (!mayDo(session.roles(), need === 'intake' ? 'register' : need)) throw new ProblemError('notAllowed');
}
