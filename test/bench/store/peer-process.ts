import type { Peer } from './peer.ts';

/** Loaded one by one: what the others bring along must not count as this one's memory. */
const openers: Record<string, (folder: string) => Promise<Peer>> = {
  ours: async (folder) => (await import('./ours.ts')).openOurs(folder),
  'ours, synchronous=OFF': async (folder) => (await import('./ours.ts')).openOurs(folder, false),
  raw: async (folder) => (await import('./raw.ts')).openRaw(folder),
  pouchdb: async (folder) => (await import('./pouch.ts')).openPouch(folder),
  dexie: async (folder) => (await import('./dexie.ts')).openDexie(folder),
};

/** One store under measurement in a process of its own, so that memory is its own: does what messages ask, one by one. */
const [name, folder] = process.argv.slice(2) as [string, string];
const answer = (message: object) => process.send!(message);

try {
  const peer = await openers[name]!(folder);
  process.on('message', async ([method, ...parameters]: [keyof Peer, ...unknown[]]) => {
    try {
      answer({ value: await (peer[method] as (...all: unknown[]) => Promise<unknown>)(...parameters) });
    } catch (error) {
      answer({ error: String(error) });
    }
    if (method === 'close') process.disconnect();
  });
  answer({ value: 'ready' });
} catch (error) {
  answer({ error: String(error) });
  process.disconnect();
}
