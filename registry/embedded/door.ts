import type { IncomingMessage } from 'node:http';
import { ENROLMENT } from '../../shared/centre/names.ts';

const PLACE = new RegExp(`^/${ENROLMENT}/[0-9a-f]{64}$`);

/** What a proxy does in front of CouchDB (proxy/nginx.conf): whoever has no password may put a request, and look for its answer. */
export function openDoor(
  { method, url = '', headers }: IncomingMessage,
  door: { name: string; password: string },
): void {
  if (headers.authorization !== undefined || headers.cookie !== undefined) return;
  if ((method !== 'GET' && method !== 'PUT') || !PLACE.test(url)) return;
  headers.authorization = `Basic ${Buffer.from(`${door.name}:${door.password}`).toString('base64')}`;
}
