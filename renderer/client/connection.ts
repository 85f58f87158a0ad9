import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { useSyncExternalStore } from 'react';
import { type DesktopBridge, PORT_MESSAGE } from '../../shared/contract/host.ts';
import type { Contract } from '../../shared/contract/index.ts';

/** The typed client of the office: one operation of `shared/contract` is one method here. */
export type Office = ContractRouterClient<Contract>;

/** `lost`: there was a connection; it is being made anew. */
export type ConnectionState = 'connecting' | 'connected' | 'lost';

/** What the page sees of the connection. `generation` counts connections and other reasons to ask: what waits asks again when it changes. */
export type ConnectionSnapshot = { state: ConnectionState; generation: number };

/** A call that could not reach the office, or whose answer got lost. Nothing is known of what it did. */
export class Disconnected extends Error {
  constructor() {
    super('The office is not connected.');
    this.name = 'Disconnected';
  }
}

type Link = ClientLink<Record<never, never>>;

declare global {
  interface Window {
    readonly kense?: DesktopBridge;
  }
}

/**
 * Holds the current link to the office and replaces it when the office comes back. Calls made before the first connection
 * wait for it; while a lost one is being remade calls are refused with `Disconnected`, so that nothing is done minutes after it
 * was asked for. Only live queries ask again by themselves (`use-live.ts`).
 */
class Connection {
  #link: Link | undefined;
  #snapshot: ConnectionSnapshot = { state: 'connecting', generation: 0 };
  readonly #watchers = new Set<() => void>();

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly snapshot = (): ConnectionSnapshot => this.#snapshot;

  readonly link: Link = {
    call: async (path, input, options) => {
      const link = await this.#whenLinked();
      try {
        return await link.call(path, input, options);
      } catch (error) {
        if (options.signal?.aborted || link === this.#link) throw error;
        throw new Disconnected();
      }
    },
  };

  connected(link: Link): void {
    this.#link = link;
    this.#become({ state: 'connected', generation: this.#snapshot.generation + 1 });
  }

  /** What waits to ask again does so now: there is a reason to think that it will be answered. */
  readonly askAgain = (): void => {
    if (this.#link) this.#become({ ...this.#snapshot, generation: this.#snapshot.generation + 1 });
  };

  /** Ignored when the link has been replaced already. */
  lost(link: Link): void {
    if (link !== this.#link) return;
    this.#link = undefined;
    this.#become({ ...this.#snapshot, state: 'lost' });
  }

  #become(snapshot: ConnectionSnapshot): void {
    this.#snapshot = snapshot;
    for (const watcher of [...this.#watchers]) watcher();
  }

  #whenLinked(): Promise<Link> {
    if (this.#link) return Promise.resolve(this.#link);
    if (this.#snapshot.state === 'lost') return Promise.reject(new Disconnected());
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (!this.#link) return;
        stop();
        resolve(this.#link);
      });
    });
  }
}

const connection = new Connection();

/** The office; the same object for the life of the page, over whatever link there is. */
export const office: Office = createORPCClient(connection.link);

/** The connection as it is now, outside React. */
export const connectionNow = connection.snapshot;

export const askAgain = connection.askAgain;

/** Calls `watcher` at every change of the connection; returns how to stop. */
export const watchConnection = connection.subscribe;

export function useConnection(): ConnectionSnapshot {
  return useSyncExternalStore(connection.subscribe, connection.snapshot);
}

/** Whether the page is shown by a browser, at an address that a host printed, and not in a window of the program's own. */
export const inBrowser = (): boolean => window.kense === undefined;

/** Starts connecting; called once, by `main.tsx`. */
export function startConnection(): void {
  if (window.kense) connectByPort(window.kense);
  else connectBySocket();
}

/** The window's shell posts a port now, and another whenever it has restarted the office. */
function connectByPort(bridge: DesktopBridge): void {
  let current: MessagePort | undefined;
  window.addEventListener('message', (event) => {
    const [port] = event.ports;
    if (event.source !== window || event.data !== PORT_MESSAGE || !port) return;
    // The link rejects what is in flight when its port closes; a port closed from this side does not say so itself.
    current?.dispatchEvent(new Event('close'));
    current?.close();
    current = port;
    // Heard before the link hears of it: what is rejected then is known to be the connection's fault.
    port.addEventListener('close', () => connection.lost(link));
    const link = new PortLink({ port });
    port.start();
    connection.connected(link);
  });
  bridge.connect();
}

const SHORTEST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;

/** Browser host: a socket to where the page came from, made again for as long as the page lives. */
function connectBySocket(): void {
  const address = new URL('/rpc', window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  let wait = SHORTEST_WAIT_MS;
  const open = () => {
    const websocket = new WebSocket(address);
    websocket.binaryType = 'arraybuffer';
    websocket.addEventListener('open', () => {
      wait = SHORTEST_WAIT_MS;
      connection.connected(link);
    });
    // Before the link, as above.
    websocket.addEventListener('close', () => {
      connection.lost(link);
      window.setTimeout(open, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    });
    const link = new SocketLink({ websocket });
  };
  open();
}
