import { useEffect, useEffectEvent, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { problemOf } from '../client/problem.ts';
import { useCovered } from '../frame/covered.ts';
import { addScan } from './transfer.ts';

/** A file that is being added, or could not be; it stays until it was added or put away. */
export type Adding = { id: number; file: File; share: number; problem?: Problem };

let count = 0;

/** Files on their way to a paper, one after the other. What was refused stays there with the reason, and can be tried again. */
export function useAdding(number: string) {
  const [list, setList] = useState<readonly Adding[]>([]);
  const change = (id: number, changed: Partial<Adding>) =>
    setList((before) => before.map((one) => (one.id === id ? { ...one, ...changed } : one)));
  const remove = (id: number) => setList((before) => before.filter((one) => one.id !== id));

  async function send({ id, file }: Adding): Promise<void> {
    try {
      await addScan(number, file, (share) => change(id, { share }));
      remove(id);
    } catch (error) {
      change(id, { problem: problemOf(error) });
    }
  }
  const add = async (files: Iterable<File>) => {
    const begun = [...files].map((file): Adding => ({ id: ++count, file, share: 0 }));
    setList((before) => [...before, ...begun]);
    for (const one of begun) await send(one);
  };
  const retry = async (one: Adding) => {
    setList((before) => before.map((old) => (old.id === one.id ? { id: one.id, file: one.file, share: 0 } : old)));
    await send(one);
  };
  const over = useDropping((files) => void add(files));
  return { list, add, retry, remove, over };
}

/** Files that are dropped anywhere on the window, or pasted outside of a field. Returns whether some hang over it now. */
function useDropping(take: (files: readonly File[]) => void): boolean {
  const covered = useCovered();
  const [over, setOver] = useState(false);
  const onFiles = useEffectEvent(take);
  useEffect(() => {
    if (covered) return;
    const end = new AbortController();
    const { signal } = end;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    // Entering counts as well: where what lay under the file has just gone, such as a dialog, the browser tells no more before it lets go.
    for (const type of ['dragenter', 'dragover'] as const)
      window.addEventListener(
        type,
        (event) => {
          if (!hasFiles(event)) return;
          event.preventDefault();
          setOver(true);
        },
        { signal },
      );
    window.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), { signal });
    window.addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (!hasFiles(event)) return;
        event.preventDefault();
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length > 0) onFiles(files);
      },
      { signal },
    );
    window.addEventListener(
      'paste',
      (event) => {
        const files = [...(event.clipboardData?.files ?? [])];
        const inField = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
        if (files.length === 0 || inField) return;
        event.preventDefault();
        onFiles(files);
      },
      { signal },
    );
    return () => end.abort();
  }, [covered]);
  return over;
}
