import { protocol, type Session } from 'electron';
import { readPageFile } from '../page/files.ts';
import { securityHeaders } from '../page/policy.ts';
import { PAGE } from './channels.ts';

const { protocol: scheme, host } = new URL(PAGE);

/** Declares `kense:` before the program is ready: a page of it is as isolated as one of `https:`, unlike one of `file:`. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: scheme.slice(0, -1),
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

/** Serves the built page of `folder` at `kense://app/`, with the headers every host sends. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(scheme.slice(0, -1), async ({ url, method }) => {
    const address = new URL(url);
    const file = address.host === host && method === 'GET' ? await readPageFile(folder, address.pathname) : undefined;
    if (!file) return new Response('', { status: 404, headers: securityHeaders });
    const headers = { ...securityHeaders, 'content-type': file.type, 'cache-control': file.cache };
    return new Response(file.body, { headers });
  });
}
