import { useEffect, useState } from 'react';
import { office } from '../client/connection.ts';
import { printByBrowser } from '../talon/browser-print.ts';
import { bytesOf, savePdf } from '../talon/pdf-file.ts';
import { type Task, useTask } from './use-task.ts';

/**
 * Brings the recovery sheet to paper: by the office where it has printers, else by the browser's own print. The code is fetched
 * when it is needed and kept nowhere on the page.
 */
export function useSheetPrint(title: string): {
  able: boolean | undefined;
  task: Task;
  print: () => void;
  save: () => void;
} {
  const [able, setAble] = useState<boolean>();
  const task = useTask();
  useEffect(() => {
    const end = new AbortController();
    const settle = (able: boolean) => !end.signal.aborted && setAble(able);
    office.talons.printers(undefined, { signal: end.signal }).then(
      (printers) => settle(printers.able && printers.printers.length > 0),
      () => settle(false),
    );
    return () => end.abort();
  }, []);
  const sheet = async () => bytesOf((await office.keys.sheet()).pdf);
  return {
    able,
    task,
    print: () => void task.run(async () => (able ? office.keys.printSheet() : printByBrowser(await sheet(), title))),
    save: () => void sheet().then((pdf) => savePdf(pdf, title), task.fail),
  };
}
