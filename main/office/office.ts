import { join } from 'node:path';
import { createPapers } from '../papers/index.ts';
import { createLifecycle } from './lifecycle.ts';
import type { OfficePorts } from './ports.ts';
import { createRouter } from './router.ts';

export type Office = {
  /** Answers the contract; hosts connect it to their transport. */
  router: ReturnType<typeof createRouter>;
  /** Refuses new work, lets running writes finish, closes the store. */
  close(): Promise<void>;
};

/**
 * The application: every service in one process, composed from what its host provides. It begins to open the office of the
 * profile at once; calls made meanwhile wait.
 */
export function createOffice(ports: OfficePorts): Office {
  const lifecycle = createLifecycle(ports);
  const papers = createPapers({ fontsFolder: join(ports.assets, 'fonts') });
  return { router: createRouter(lifecycle, papers, ports), close: lifecycle.close };
}
