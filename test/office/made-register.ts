import { REGISTER_PIECE, type RegisterState } from '../../shared/contract/registers.ts';
import type { Client } from './offices.ts';

type Office = { client: Client };

/** The state at which a register stays. */
export async function outcome({ client }: Office, id: string): Promise<RegisterState> {
  for await (const state of await client.registers.watch({ id })) if (state.phase !== 'making') return state;
  throw new Error('no end');
}

export async function fetched({ client }: Office, id: string, bytes: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  for (let offset = 0; offset < bytes; offset += REGISTER_PIECE)
    pieces.push(Buffer.from((await client.registers.piece({ id, offset, limit: REGISTER_PIECE })).pdf, 'base64'));
  return Buffer.concat(pieces);
}
