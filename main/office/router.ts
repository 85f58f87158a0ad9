import type { Papers } from '../papers/index.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { OfficePorts } from './ports.ts';
import { createAnswering } from './router/answering.ts';
import { centreRoutes } from './router/centre-routes.ts';
import { officeRoutes } from './router/office-routes.ts';
import { papersRoutes } from './router/papers-routes.ts';
import { peopleRoutes } from './router/people-routes.ts';
import { printRoutes } from './router/print-routes.ts';

/** The contract, answered. Input is validated by the contract before a handler runs; every failure leaves as a problem. */
export function createRouter(lifecycle: Lifecycle, papers: () => Promise<Papers>, ports: OfficePorts) {
  const answering = createAnswering(lifecycle, papers, ports);
  return answering.guarded.router({
    ...officeRoutes(answering),
    ...peopleRoutes(answering),
    ...centreRoutes(answering),
    ...papersRoutes(answering),
    ...printRoutes(answering),
  });
}
