import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { registryForTests } from './agency.ts';
import { startDesk } from './children.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { until } from './until.ts';

const centre = registryForTests();

const KILLS = 30;
const SPEED = 40;

describe('an office that is killed', () => {
  test.each(['push', 'pull'] as const)(
    'in the middle of a %s loses nothing and doubles nothing',
    async (middle) => {
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
      const acknowledged: string[] = [];
      let inTheMiddle = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        if (other) for (let i = 0; i < 5; i++) acknowledged.push((await other.register()).number);
        const desk = await startDesk(options('01', proxy.url));
        const registered = other ? undefined : await desk.order({ do: 'register', count: 5 });
        acknowledged.push(...(registered !== undefined ? registered.lines!.map((line) => line.slice(0, 18)) : []));
        // The kill falls into an exchange: the moment the desk asks for it, a little later each time.
        const asked = new Promise<void>((resolve) => {
          const isMeant = (path: string) =>
            middle === 'push'
              ? path.includes('/_bulk_docs')
              : path.includes('/_changes') || path.includes('/_all_docs?inc');
          proxy.follow(({ path }) => {
            if (path.startsWith(`/${database}/`) && isMeant(path)) setTimeout(resolve, kill % 10);
            return undefined;
          });
        });
        await desk.order({ do: 'start' });
        await asked;
        inTheMiddle++;
        await desk.kill();
      }
      const desk = await startDesk(options('01', centre.registry.url));
      await desk.order({ do: 'start' });
      const papers = async () => (await desk.order({ do: 'papers' }))!.papers!;
      const [here, there] = await until(
        () => Promise.all([papers(), atCentre()]),
        ([one, two]) => one.length === acknowledged.length && JSON.stringify(one) === JSON.stringify(two),
      );
      expect(here.map(({ id }) => id).sort()).toEqual([...new Set(acknowledged)].sort());
      expect(there.flatMap(({ log }) => log)).toHaveLength(acknowledged.length);
      console.info(
        `${inTheMiddle} kills in the middle of a ${middle}: ${acknowledged.length} papers, none lost, none twice`,
      );
      await desk.close();
    },
    180_000,
  );
});
