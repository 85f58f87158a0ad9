import { join } from 'node:path';
import type { Papers } from '../papers/index.ts';
import { describe } from '../store/errors.ts';
import { createLifecycle } from './lifecycle.ts';
import type { OfficePorts } from './ports.ts';
import { createRouter } from './router.ts';
import { warmUpPlaces } from './services/places.ts';

export type Office = {
  /** Answers the contract; hosts connect it to their transport. */
  router: ReturnType<typeof createRouter>;
  /** The computer was locked: whoever is signed in at this desk is signed out. */
  lock(): void;
  /** Refuses new work, lets running writes finish, closes the store. */
  close(): Promise<void>;
};

/** So long after the office opened nobody has typed a place or printed a talon yet, and the page has what it shows first. Milliseconds. */
const BEFORE_WARMING_UP = 250;

/**
 * The application: every service in one process, composed from what its host provides. It begins to open the office of the
 * profile at once; calls made meanwhile wait.
 */
export function createOffice(ports: OfficePorts): Office {
  const lifecycle = createLifecycle(ports);
  const papers = printWorks(join(ports.assets, 'fonts'));
  const stop = lifecycle.changes.listen(() => {
    if (lifecycle.state().phase !== 'ready') return;
    stop();
    setTimeout(() => void warmUp(), BEFORE_WARMING_UP).unref();
  });

  /** What fails here fails again, and aloud, when it is needed. */
  async function warmUp(): Promise<void> {
    const logged = (what: string) => (error: unknown) => ports.log('error', what, { detail: describe(error) });
    // An office that was closed meanwhile needs none. A place is typed long before a talon is printed.
    const working = await lifecycle.working().catch(() => undefined);
    if (working) await warmUpPlaces(working.office).catch(logged('no places'));
    await papers().catch(logged('no papers'));
  }

  return { router: createRouter(lifecycle, papers, ports), lock: lifecycle.lock, close: lifecycle.close };
}

/** The makers of PDFs are large: loaded when first needed, or when the office has been open for a moment. */
function printWorks(fontsFolder: string): () => Promise<Papers> {
  let works: Promise<Papers> | undefined;
  return () => {
    works ??= import('../papers/index.ts').then(({ createPapers }) => createPapers({ fontsFolder }));
    return works;
  };
}
