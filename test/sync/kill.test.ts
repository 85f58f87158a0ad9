import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Paper } from '../../shared/domain/log/line.ts';
import { assign, registryForTests } from './agency.ts';
import { startDesk } from './children.ts';
import type { Desk } from './desk.ts';
import { type Fault, startFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';

const centre = registryForTests();

const KILLS = 30;
const SPEED = 40;

/** Where a kill falls: before the registry hears, before its answer comes, or as it comes. */
const HELD: Record<string, Fault | undefined> = {
  unheard: { is: 'slowStart', milliseconds: 3_600_000 },
  unanswered: { is: 'stall', after: 0 },
};

describe('an office that is killed', () => {
  test.each(['push', 'pull'] as const)('in the middle of a %s loses nothing and doubles nothing', async (middle) => {
    const proxy = await startFaultProxy({ target: centre.registry.url, speed: SPEED });
    onTestFinished(proxy.close);
    const { agency, database, user, atCentre, open } = await centre.agency();
    const options = (desk: string, address: string) => {
      const folder = join(centre.folder, `${middle} ${desk}`);
      return { folder, address, agency, desk, user, speed: SPEED, skew: 0, merge: 'right' as const };
    };
    // The other desk's papers and actions are what is pulled.
    const other = middle === 'pull' ? await open('02') : undefined;
    other?.sync.start();
    /** Number and id of each line that somebody was told of. */
    const acknowledged: string[] = [];
    const counts = { unheard: 0, unanswered: 0, inTheAnswer: 0, late: 0 };
    const isMeant = (path: string) =>
      path.startsWith(`/${database}/`) &&
      (middle === 'push'
        ? path.includes('/_bulk_docs')
        : (path.includes('/_changes') && !path.includes('longpoll')) || path.includes('/_all_docs?inc'));
    for (let kill = 0; kill < KILLS; kill++) {
      const desk = await startDesk(options('01', proxy.url));
      const before = acknowledged.at(-1)?.slice(0, 18);
      if (other) {
        for (let i = 0; i < 5; i++) acknowledged.push(await lineOf(other, (await other.register()).number));
        if (before) acknowledged.push(`${before} ${await other.act(before, assign(String(kill)))}`);
      } else {
        acknowledged.push(...(await desk.order({ do: 'register', count: 5 }))!.lines!);
        const act = { do: 'act', action: 'assign', value: String(kill) } as const;
        if (before) acknowledged.push(...(await desk.order({ ...act, number: before }))!.lines!);
      }
      const way = (['unheard', 'unanswered', 'inTheAnswer'] as const)[kill % 3]!;
      const asked = new Promise<void>((resolve) => {
        proxy.follow(({ path }) => {
          if (!isMeant(path)) return undefined;
          // The last kind falls where it falls, a little later each time.
          setTimeout(resolve, way === 'unanswered' ? 100 : kill % 10);
          return HELD[way];
        });
      });
      await desk.order({ do: 'start' });
      await asked;
      const isMiddle = proxy.underWay().some(isMeant);
      await desk.kill();
      counts[isMiddle ? way : 'late']++;
    }
    proxy.follow(() => undefined);
    const desk = await startDesk(options('01', centre.registry.url));
    await desk.order({ do: 'start' });
    const papers = async () => (await desk.order({ do: 'papers' }))!.papers!;
    const linesOf = (all: Paper[]) => all.flatMap(({ id, log }) => log.map((line) => `${id} ${line.id}`)).sort();
    const [here, there] = await until(
      () => Promise.all([papers(), atCentre()]),
      ([one, two]) => linesOf(one).length === acknowledged.length && JSON.stringify(one) === JSON.stringify(two),
    );
    expect(linesOf(here)).toEqual([...acknowledged].sort());
    expect(linesOf(there)).toEqual([...acknowledged].sort());
    // A question that is held cannot be over; only the last kind may come too late.
    expect(counts).toMatchObject({ unheard: KILLS / 3, unanswered: KILLS / 3 });
    console.info(
      `kills in a ${middle}: ${JSON.stringify(counts)}; ${acknowledged.length} lines, none lost, none twice`,
    );
    await desk.close();
  });
});

/** Number and id of a paper's first line. */
async function lineOf(desk: Desk, number: string): Promise<string> {
  const paper = (await desk.all()).find(({ id }) => id === number)!;
  return `${number} ${paper.log[0]!.id}`;
}
