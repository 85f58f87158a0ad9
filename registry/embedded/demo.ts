import type { Database } from 'pouchdb';
import { siteRequestSchema } from '../../shared/centre/enrolment.ts';
import type { Couch } from '../deploy/couch.ts';
import { answerRequest } from '../provisioning/requests.ts';

/** The agency of the demo office. */
export const DEMO_AGENCIES = ['2300000'];

/**
 * Answers the requests of demo offices by itself: their papers are invented, and nobody administers them. The desk code is granted from the
 * year before on, because the demo has papers of the last weeks also in January.
 *
 * @returns how to stop that
 */
export function answerDemo(requests: Database, couch: Couch): () => Promise<void> {
  let answering: Promise<unknown> = Promise.resolve();
  const feed = requests.changes({ since: 0, live: true, include_docs: true });
  feed.on('change', ({ id: place, doc }) => {
    const { request, answer } = (doc ?? {}) as { request?: unknown; answer?: unknown };
    const read = siteRequestSchema.safeParse(request);
    if (answer !== undefined || !read.success || !DEMO_AGENCIES.includes(read.data.agency)) return;
    const year = new Date().getUTCFullYear() - 1;
    // One after the other, so that no two of them want the same desk code. What fails, the desk goes without.
    answering = answering
      .then(() => answerRequest(couch, { place, request: read.data }, couch.url, year))
      .catch((error: unknown) => console.error('a request of a demo office is not answered:', String(error)));
  });
  return async () => {
    feed.cancel();
    await answering;
  };
}
