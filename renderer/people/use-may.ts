import { mayDo, type Right } from '../../shared/domain/life/rights.ts';
import { useSession } from './session.ts';

/**
 * Whether to offer something to whoever works here; the office asks again. Where nobody is chosen yet, everything is offered: whoever takes
 * it up is asked who they are.
 */
export function useMay(right: Right): boolean {
  const session = useSession();
  if (!session || (!session.asked && !session.person)) return true;
  return mayDo(session.roles, right);
}
