import type { FormAction } from '../../shared/contract/actions.ts';
import { appeal, first, readyOffice } from './offices.ts';

export type Office = Awaited<ReturnType<typeof readyOffice>>;
export type Who = { id: string; name: string };

/** An office with one paper, and what is done with it by forms. */
export async function withPaper(intake = appeal()) {
  const office = await readyOffice();
  const { number } = await office.register(intake);
  return { ...office, number, ...acting(office, number) };
}

export function acting({ client }: Pick<Office, 'client'>, number: string) {
  const act = (action: FormAction, data: Record<string, unknown>, more: { draft?: string; seen?: string[] } = {}) =>
    client.papers.act({ number, draft: more.draft ?? crypto.randomUUID(), action, data, seen: more.seen ?? [] });
  const card = () => first(client.papers.card({ number }));
  const state = async () => (await card()).present.state;
  return { act, card, state };
}

export const me = async ({ client }: Pick<Office, 'client'>) => {
  const { id, name } = (await first(client.directory.watch())).staff[0]!;
  return { id, name };
};
