import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { BrowserContext } from 'playwright-core';
import { WebSocket } from 'ws';
import { emptyAppeal } from '../../shared/books/appeals.ts';
import type { Contract } from '../../shared/contract/index.ts';

const EVERY_MS = 2_000;

/** Another window of the office, without a page: it asks what it is told to, and can register a paper every two seconds. */
export async function anotherWindow(context: BrowserContext, origin: string) {
  const cookie = (await context.cookies(origin)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, { headers: { cookie, origin } });
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket: socket as never }));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  let registered = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function register(): void {
    const intake = emptyAppeal(new Date(Date.now() - 86_400_000).toISOString().slice(0, 10));
    intake.applicant.name = 'Нұрланов Ерлан Серікұлы';
    intake.paper.summary = 'Аула жарығын жөндеу туралы';
    last = client.papers.register({ draft: crypto.randomUUID(), book: 'appeals', intake }).then(() => registered++);
  }

  return {
    client,
    begin: () => {
      timer = setInterval(register, EVERY_MS);
    },
    /** @returns how many papers were registered here */
    async end(): Promise<number> {
      clearInterval(timer);
      await last;
      socket.close();
      return registered;
    },
  };
}

export type AnotherWindow = Awaited<ReturnType<typeof anotherWindow>>;
