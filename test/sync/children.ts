import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Paper } from '../../shared/domain/log/line.ts';
import type { ChildOptions, Order } from './desk-child.ts';

const CHILD = join(import.meta.dirname, 'desk-child.ts');

type Answer = {
  n: number;
  site?: string;
  papers?: Paper[];
  lines?: string[];
  found?: string[];
  state?: { is: string; why?: string };
  stick?: string;
  refused?: string;
  error?: string;
};

export type DeskProcess = Awaited<ReturnType<typeof startDesk>>;

/** Starts a desk in a process of its own, and waits until it is open. */
export async function startDesk(options: ChildOptions) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', CHILD, JSON.stringify(options)],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const answers = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  const next = async (): Promise<Answer | undefined> => {
    const { value, done } = await answers.next();
    return done ? undefined : (JSON.parse(value) as Answer);
  };
  const opened = await next();
  if (!opened) throw new Error(`the desk ${options.desk} did not open`);
  return {
    site: opened.site!,
    /** Undefined when the process was killed before it could answer: what was ordered may have happened or not. */
    async order(order: Order): Promise<Answer | undefined> {
      child.stdin!.write(`${JSON.stringify(order)}\n`, () => undefined);
      const answer = await next();
      if (answer?.error !== undefined) throw new Error(answer.error);
      return answer;
    },
    /** A power cut. */
    async kill(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
    async close(): Promise<void> {
      await this.order({ do: 'close' });
      child.stdin!.end();
      child.kill();
      await ended;
    },
  };
}
