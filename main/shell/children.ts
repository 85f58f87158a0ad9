import type { MessagePortMain } from 'electron';
import type { Child } from '../office/ports.ts';
import type { FromOffice } from './office-messages.ts';

/**
 * The office's side of its children: only the shell can start a utility process, so the office asks for one and gets a port
 * to it. What is sent before the port is there waits.
 */
export function askForChildren(send: (message: FromOffice) => void) {
  type Asked = { port?: MessagePortMain; waiting: unknown[]; hear(message: unknown): void; ended(): void };
  const asked = new Map<number, Asked>();
  let last = 0;
  return {
    start(): Child {
      const id = ++last;
      const one: Asked = { waiting: [], hear: () => {}, ended: () => {} };
      asked.set(id, one);
      send({ startChild: id });
      return {
        send: (message) => void (one.port ? one.port.postMessage(message) : one.waiting.push(message)),
        onMessage(listener) {
          one.hear = listener;
        },
        onEnd(listener) {
          one.ended = listener;
        },
        end: () => send({ endChild: id }),
      };
    },
    started(id: number, port: MessagePortMain): void {
      const one = asked.get(id);
      if (!one) return;
      one.port = port;
      port.on('message', ({ data }) => one.hear(data));
      port.start();
      for (const message of one.waiting.splice(0)) port.postMessage(message);
    },
    ended(id: number): void {
      asked.get(id)?.ended();
      asked.get(id)?.port?.close();
      asked.delete(id);
    },
  };
}
