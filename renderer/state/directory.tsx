import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { DeskState, Directory, Person, Subject } from '../../shared/contract/shapes.ts';
import { compileLaw, type Law, type LawData } from '../../shared/domain/law/law.ts';
import { useLive } from '../client/use-live.ts';

/** The office's directory as the screens use it: the snapshot, its law ready to be asked, and maps to look things up. */
export type KnownDirectory = {
  directory: Directory;
  law: Law;
  subjects: ReadonlyMap<string, Subject>;
  /** Also who does not work here any more. */
  staff: ReadonlyMap<string, Person>;
};

const DirectoryContext = createContext<KnownDirectory | undefined>(undefined);
/** By itself: it changes with every paper, and what looks at the directory alone is not drawn anew for that. */
const DeskContext = createContext<DeskState | undefined>(undefined);

/**
 * Gives the directory and the desk's state to all below, live. Until both have come for the first time `waiting` is shown;
 * afterwards the last ones stay, whatever happens to the connection.
 */
export function DirectoryProvider({ waiting, children }: { waiting: ReactNode; children: ReactNode }) {
  const directory = useLive((client, signal) => client.directory.watch(undefined, { signal }), []).value;
  const desk = useLive((client, signal) => client.desk.watch(undefined, { signal }), []).value;
  const known = useMemo(() => directory && know(directory), [directory]);
  if (!known || !desk) return waiting;
  return (
    <DirectoryContext value={known}>
      <DeskContext value={desk}>{children}</DeskContext>
    </DirectoryContext>
  );
}

export function useDirectory(): KnownDirectory {
  const known = useContext(DirectoryContext);
  if (!known) throw new Error('useDirectory outside of DirectoryProvider');
  return known;
}

export function useDesk(): DeskState {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk outside of DirectoryProvider');
  return desk;
}

function know(directory: Directory): KnownDirectory {
  return {
    directory,
    // The office has checked the data; whether it fits is `compileLaw`'s to say.
    law: compileLaw(directory.law as LawData),
    subjects: new Map(directory.subjects.map((subject) => [subject.code, subject])),
    staff: new Map([...directory.former, ...directory.staff].map((person) => [person.id, person])),
  };
}
