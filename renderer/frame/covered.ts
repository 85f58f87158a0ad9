import { createContext, useContext } from 'react';

/** True while a panel lies over the work (the office is locked or did not open): keys must not reach what is beneath. */
export const CoveredContext = createContext(false);

export function useCovered(): boolean {
  return useContext(CoveredContext);
}
