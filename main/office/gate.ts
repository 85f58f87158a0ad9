/** Runs tasks one after another, in the order they came: every write of the office passes here. */
export type Gate = <T>(task: () => Promise<T>) => Promise<T>;

export function createGate(): Gate & { idle(): Promise<void> } {
  let tail: Promise<unknown> = Promise.resolve();
  const gate = <T>(task: () => Promise<T>): Promise<T> => {
    const run = tail.then(task, task);
    tail = run.catch(() => undefined);
    return run;
  };
  return Object.assign(gate, { idle: async () => void (await tail) });
}
