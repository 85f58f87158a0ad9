import { mayDo, type Right } from '../../shared/domain/life/rights.ts';
import { useSession } from './session.ts';

/**
 * Whether to offer something to whoever works here; the office asks again. Where nobody is chosen or signed in yet, everything stands as it
 * was: it is covered by the question who works here, or whoever takes it up is asked.
 */
export function useMay(right: Right): boolean {
  const session = useSession();
  if (!session?.person) return true;
  return mayDo(session.roles, right);
}
