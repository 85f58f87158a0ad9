import { MessageChannelMain, type UtilityProcess, utilityProcess, type WebContents } from 'electron';
import { PORT_MESSAGE } from '../../shared/contract/host.ts';
import heapFlags from '../machine/heap-flags.json' with { type: 'json' };
import type { Log } from '../office/ports.ts';
import type { FromOffice, ShellServices, Start, ToOffice } from './office-messages.ts';
import { createRestarts } from './restarts.ts';
import { SHARED } from './shared-profile.ts';
import { answerOffice } from './shell-services.ts';

export type OfficeKeeper = {
  /** Gives the page a port to the office, now and whenever the office had to be started again. */
  connect(page: WebContents): void;
  /** The computer was locked: nobody stays signed in. */
  lock(): void;
  /** Starts the office again after it was given up. */
  startAgain(): void;
  /** Lets the office finish what it does, then ends it. */
  close(): Promise<void>;
};

type Options = {
  /** The built `office-process`, and the office's child. */
  script: string;
  childScript: string;
  /** The profile is shared by the accounts of its group. */
  shared: boolean;
  start: Start;
  services: ShellServices;
  log: Log;
  /** The office ended again and again; it is not started any more. */
  onGivenUp: () => void;
};

/** V8's flags as Electron hands them on: those of Node's own command line reach no V8 that runs already. */
const smallHeap = [`--js-flags=${heapFlags.join(' ')}`];

/** An office that does not end by itself within this time is ended: its writes are on disk, or were never acknowledged. */
const LONGEST_CLOSING_MS = 10_000;

/** Keeps the office's process running: one that ends by itself is started again, and its pages are connected anew. */
export function keepOffice({ script, childScript, shared, start, services, log, onGivenUp }: Options): OfficeKeeper {
  const pages = new Set<WebContents>();
  const forProfile = shared ? [SHARED] : [];
  const children = new Map<number, UtilityProcess>();
  const restarts = createRestarts(Date.now);
  let running: UtilityProcess | undefined;
  let closing = false;

  function begin(): void {
    const office = utilityProcess.fork(script, forProfile, {
      execArgv: smallHeap,
      serviceName: 'kense-office',
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running = office;
    const send = (message: ToOffice) => office.postMessage(message);
    office.on('message', (message: FromOffice) => {
      if ('log' in message) log(...message.log);
      else if ('startChild' in message) startChild(message.startChild, office);
      else if ('endChild' in message) children.get(message.endChild)?.kill();
      else void answerOffice(services, message.call).then((answer) => send({ answer }));
    });
    office.stderr?.setEncoding('utf8').on('data', (text: string) => log('warning', 'office stderr', { text }));
    office.once('exit', (code) => ended(code));
    send({ start });
    for (const page of pages) handPort(office, page);
  }

  function startChild(id: number, office: UtilityProcess): void {
    const child = utilityProcess.fork(childScript, forProfile, {
      execArgv: smallHeap,
      serviceName: 'kense-store',
      stdio: 'ignore',
    });
    const { port1, port2 } = new MessageChannelMain();
    children.set(id, child);
    child.postMessage(null, [port1]);
    office.postMessage({ child: id } satisfies ToOffice, [port2]);
    child.once('exit', () => {
      children.delete(id);
      if (running === office) office.postMessage({ childEnded: id } satisfies ToOffice);
    });
  }

  function ended(code: number): void {
    running = undefined;
    for (const child of children.values()) child.kill();
    children.clear();
    if (closing) return;
    const wait = restarts.afterEnd();
    log('error', 'the office ended by itself', { code, wait: wait ?? 'given up' });
    if (wait === undefined) onGivenUp();
    else setTimeout(() => closing || begin(), wait);
  }

  begin();
  return {
    connect(page) {
      if (!pages.has(page)) {
        pages.add(page);
        page.once('destroyed', () => pages.delete(page));
      }
      if (running) handPort(running, page);
    },
    lock: () => running?.postMessage({ lock: true } satisfies ToOffice),
    startAgain() {
      restarts.forget();
      if (!running) begin();
    },
    async close() {
      closing = true;
      const office = running;
      if (!office) return;
      await new Promise<void>((resolve) => {
        const impatience = setTimeout(() => office.kill(), LONGEST_CLOSING_MS);
        office.once('exit', () => {
          clearTimeout(impatience);
          resolve();
        });
        office.postMessage({ close: true } satisfies ToOffice);
      });
    },
  };
}

function handPort(office: UtilityProcess, page: WebContents): void {
  const { port1, port2 } = new MessageChannelMain();
  office.postMessage({ page: true } satisfies ToOffice, [port1]);
  page.postMessage(PORT_MESSAGE, null, [port2]);
}
