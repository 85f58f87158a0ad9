import type { Database } from 'pouchdb';
import { isSigned, type SiteLeave, siteLeaveSchema, siteRequestSchema } from '../../shared/centre/enrolment.ts';
import { agencyParts, databaseOf } from '../../shared/centre/names.ts';
import { type Couch, pathOf, read } from '../deploy/couch.ts';
import { answerRequest } from '../provisioning/requests.ts';
import { revokeSite, type StoredSite, verifyEd25519 } from '../provisioning/site.ts';
import { readStatus } from '../provisioning/status.ts';
import { yearAt } from '../provisioning/year.ts';

/** The agency of the demo office. */
export const DEMO_AGENCIES = ['2300000'];

/**
 * Answers the requests of demo offices by itself: their papers are invented, and nobody administers them. The desk code is granted from the
 * year before on, because the demo has papers of the last weeks also in January. When the last demo office has been removed, its papers go.
 *
 * @param addAnew makes a demo's agency
 * @returns how to stop that
 */
export function answerDemo(
  requests: Database,
  couch: Couch,
  addAnew: (agency: string) => Promise<void>,
): () => Promise<void> {
  let answering: Promise<unknown> = Promise.resolve();
  // One after the other, so that no two of them want the same desk code. What fails, the desk goes without.
  const next = (task: () => Promise<unknown>) => {
    answering = answering
      .then(task)
      .catch((error: unknown) => console.error('a request of a demo office is not answered:', String(error)));
  };
  const feed = requests.changes({ since: 0, live: true, include_docs: true });
  feed.on('change', ({ id: place, doc }) => {
    const { request, answer } = (doc ?? {}) as { request?: unknown; answer?: unknown };
    const year = yearAt(Date.now()) - 1;
    const asked = siteRequestSchema.safeParse(request);
    if (asked.success && answer === undefined && DEMO_AGENCIES.includes(asked.data.agency))
      next(() => answerRequest(couch, { place, request: asked.data }, couch.url, { year, until: year + 1 }));
    const left = siteLeaveSchema.safeParse(request);
    if (left.success && DEMO_AGENCIES.includes(left.data.agency)) next(() => letGo(couch, left.data, addAnew));
  });
  return async () => {
    feed.cancel();
    await answering;
  };
}

async function letGo(couch: Couch, leave: SiteLeave, addAnew: (agency: string) => Promise<void>): Promise<void> {
  const known = (await read(couch, `registry/${pathOf(`site:${leave.site}`)}`)) as StoredSite | undefined;
  // Heard before: also after a restart all that was ever put is looked at.
  if (known?.revokedAt !== '' || known.publicKey !== leave.publicKey || !isSigned(leave, verifyEd25519)) return;
  await revokeSite(couch, leave.site, '');
  const { sites = [] } = (await readStatus(couch)).find((status) => status.agency === leave.agency) ?? {};
  if (sites.some(({ revokedAt }) => revokedAt === '')) return;
  for (const part of agencyParts) await couch.demand('DELETE', databaseOf(leave.agency, part));
  await addAnew(leave.agency);
}
