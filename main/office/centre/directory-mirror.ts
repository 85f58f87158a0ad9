import type { Paper } from '../../../shared/domain/log/line.ts';
import type { Copies, RemoteDocument, Replica, United } from '../../sync/ports.ts';
import { parts } from '../open/assets.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { createPlacesMirror } from './places-mirror.ts';

const isPart = (id: string): id is (typeof parts)[number] => parts.some((part) => part === id);

/**
 * The registry's `directory` as the engine sees it here: only pulled, each part taken over when it is newer than what the office works
 * by, places when all their pieces are here. What else stands there (agencies) is nobody's at a desk, and no trouble either.
 */
export function directoryMirror(office: Pick<OpenOffice, 'takePart' | 'assets' | 'log' | 'store'>): Replica {
  const places = createPlacesMirror(office);
  /** The engine speaks of entries and logs; a part of the directory is an entry without any line. */
  const asPaper = ({ _id: id, _rev, _conflicts, ...entry }: RemoteDocument): Paper => {
    return { id, book: 'directory', entry, log: [] };
  };
  return {
    fits: (document) => ({ ok: true, paper: asPaper(document) }),
    async unite(copies: Copies[]) {
      const outcome = new Map<string, United>();
      for (const { current } of copies) {
        if (places.isPiece(current.id)) await places.keepPiece(current.id, current.entry);
        else if (current.id === 'places') await places.keepList(current.entry);
        else if (isPart(current.id)) {
          const taken = await office.takePart(current.id, current.entry);
          if (taken !== 'notNewer') office.log('info', 'a part of the directory', { part: current.id, taken });
          if (taken === 'notReadable') {
            // Asked for again by a program that may know it.
            outcome.set(current.id, { ok: false, why: 'schema', detail: 'this program cannot read it' });
            continue;
          }
        }
        outcome.set(current.id, { ok: true, paper: current, covered: true });
      }
      await places.takeWhole();
      return outcome;
    },
    read: async () => [],
    changedSince: async (checkpoint) => ({ papers: [], checkpoint }),
    comesAfter: async () => false,
    listen: () => () => undefined,
    isLeftToOthers: () => false,
    count: async () => 0,
  };
}
