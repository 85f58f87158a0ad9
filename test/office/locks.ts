import { codesOf } from '../papers/pdf.ts';
import { first, setUp, type startOffice } from './offices.ts';

const wholeJournal = { book: 'appeals', from: '2000-01-01', to: '2099-12-31', offset: 0, limit: 500 };
type Client = ReturnType<typeof startOffice>['client'];

export async function stateOf(client: Client, phase: string) {
  for await (const state of await client.office.watch()) if (state.phase === phase) return state;
  throw new Error('the office closed');
}

export const lockOf = async (client: Client) => {
  const state = await stateOf(client, 'locked');
  return state.phase === 'locked' ? state.lock : undefined;
};

export const totalOf = async (client: Client) => (await first(client.papers.journal(wholeJournal))).total;

/** What a scanner reads from the printed sheet. */
export async function printedCode(client: Client): Promise<string> {
  const { pdf } = await client.keys.sheet();
  const [read] = await codesOf(Buffer.from(pdf, 'base64'), 'mono');
  return read!.replace('QR-Code:', '');
}

/** A vault of one account: it opens only what it has wrapped itself, and nothing after its password was reset by force. */
export function vaultOf(account: string) {
  const pattern = account.charCodeAt(0);
  const scramble = async (secret: Uint8Array) => secret.map((byte) => byte ^ pattern);
  const lost = { now: false };
  return {
    lost,
    ports: {
      account,
      vault: {
        wrap: async (secret: Uint8Array) => Buffer.from([pattern, ...(await scramble(secret))]),
        unwrap: async (wrapped: Uint8Array) => {
          if (lost.now || wrapped[0] !== pattern) throw new Error('no such key');
          return scramble(wrapped.subarray(1));
        },
      },
    },
  };
}

export const setUpWithVault = { ...setUp, passphrase: undefined };
