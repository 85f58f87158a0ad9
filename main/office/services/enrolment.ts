import { fingerprintOf } from '../../../shared/centre/fingerprint.ts';
import type { Enrolment, EnrolmentRequest, RegistryAnswer } from '../../../shared/contract/enrolment.ts';
import { putRequest } from '../centre/ask-registry.ts';
import { codesInUse } from '../centre/codes-in-use.ts';
import { readGranted } from '../centre/join.ts';
import { dropRequest, keepRequest, makeRequest, readRequest } from '../centre/request.ts';
import { type Changes, createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';

/** Whose desk this is, and the request of an office that wants to join an agency. */
export type EnrolmentDesk = ReturnType<typeof createEnrolmentDesk>;

export function createEnrolmentDesk(office: OpenOffice, host: { now: () => number; machine: string }) {
  const changes: Changes = createChanges();
  const { store, site, gate } = office;
  return {
    changes,
    async now(): Promise<Enrolment> {
      const { region, agency } = office.records.settings;
      const kept = await readRequest(store);
      const { site: asking, askedAt, agency: wanted, name, issuesNumbers } = kept?.request ?? {};
      return {
        stands: site.sample && !site.grant ? 'trial' : site.desk === '' ? 'withoutCode' : 'member',
        agency: region + agency,
        site: site.site,
        desk: site.desk,
        deskFrom: site.grant?.desk?.from ?? 0,
        registry: site.grant?.url ?? '',
        papers: await store.papers.count().exec(),
        ...(kept && {
          request: {
            agency: wanted!,
            name: name!,
            issuesNumbers: issuesNumbers!,
            address: kept.address,
            site: asking!,
            askedAt: askedAt!,
            fingerprint: fingerprintOf(kept.request.publicKey),
          },
        }),
      };
    },
    /**
     * Makes a request with fresh keys, in place of one that waits; over the network it is put at the registry first.
     *
     * @throws ProblemError `registryUnreachable`, `registryRefuses`: then the request before still waits
     */
    async ask(asked: EnrolmentRequest): Promise<void> {
      const kept = makeRequest(asked, host, { site, taken: codesInUse(office) });
      if (kept.address !== '') await putRequest(kept.address, kept.request);
      await gate(() => keepRequest(store, kept));
      changes.notify();
    },
    /**
     * The request as a file that goes by hand.
     *
     * @throws ProblemError `noRequest`
     */
    async file(): Promise<string> {
      const kept = await readRequest(store);
      if (!kept) throw new ProblemError('noRequest');
      return `${JSON.stringify(kept.request, null, 2)}\n`;
    },
    /**
     * Which registry answers: somebody compares that with what its administrator reads out, before this computer trusts it.
     *
     * @param answer the answer file's text; '' looks for it over the network
     * @throws ProblemError what `readGranted` says
     */
    async look(answer: string): Promise<RegistryAnswer> {
      const { grant } = await readGranted(office, answer, host.machine);
      return { address: grant.url, fingerprint: fingerprintOf(grant.registry.publicKey) };
    },
    async withdraw(): Promise<void> {
      await gate(() => dropRequest(store));
      changes.notify();
    },
  };
}
