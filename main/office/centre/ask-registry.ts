import { placeOfLeave, placeOfRequest, type SiteLeave, type SiteRequest } from '../../../shared/centre/enrolment.ts';
import { ENROLMENT } from '../../../shared/centre/names.ts';
import { ProblemError } from '../problem-error.ts';

/** A registry that has not said a word by then is not there. Milliseconds. */
const PATIENCE_MS = 15_000;

/**
 * Puts a request where the registry's administrator finds it. Put twice, it is there once.
 *
 * @param address of the registry
 * @throws ProblemError `registryUnreachable`, `registryUntrusted`, `registryRefuses`
 */
export async function putRequest(address: string, request: SiteRequest): Promise<void> {
  const { status } = await ask(address, placeOfRequest(request), { method: 'PUT', body: JSON.stringify({ request }) });
  if (status !== 409 && status >= 300) throw new ProblemError('registryRefuses', { detail: String(status) });
}

/**
 * Looks for the answer to a request.
 *
 * @returns the answer's text; undefined when nobody has answered yet
 * @throws ProblemError `registryUnreachable`, `registryUntrusted`, `registryRefuses`, `requestRefused`
 */
export async function fetchAnswer(address: string, request: SiteRequest): Promise<string | undefined> {
  const { status, body } = await ask(address, placeOfRequest(request), { method: 'GET' });
  // Who refuses a request clears it away (registry/provisioning/requests.ts).
  if (status === 404) throw new ProblemError('requestRefused', { detail: String(status) });
  if (status !== 200) throw new ProblemError('registryRefuses', { detail: String(status) });
  const { answer } = body as { answer?: unknown };
  return answer === undefined ? undefined : JSON.stringify(answer);
}

/**
 * Takes leave of a registry for demos, which forgets the demo's papers.
 *
 * @throws ProblemError `registryUnreachable`, `registryUntrusted`
 */
export async function putLeave(address: string, leave: SiteLeave): Promise<void> {
  await ask(address, placeOfLeave(leave), { method: 'PUT', body: JSON.stringify({ request: leave }) });
}

/** Something that does not speak like a registry (a page of the provider, an address mistyped) is none. */
async function ask(address: string, place: string, how: { method: string; body?: string }) {
  try {
    const response = await fetch(`${address.replace(/\/+$/, '')}/${ENROLMENT}/${place}`, {
      ...how,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  } catch (cause) {
    const code = UNTRUSTED.test(codeOf(cause)) ? 'registryUntrusted' : 'registryUnreachable';
    throw new ProblemError(code, { cause, detail: address });
  }
}

/** Node's words for a certificate that does not lead to an authority it knows, is another's, or not of this day. */
const UNTRUSTED = /CERT|SELF_SIGNED|^UNABLE_TO_(GET_ISSUER|VERIFY)/;

function codeOf(error: unknown): string {
  const { cause } = error as { cause?: { code?: unknown } };
  return String(cause?.code ?? '');
}
