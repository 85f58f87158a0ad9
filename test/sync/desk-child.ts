import { createInterface } from 'node:readline';
import { registrarOf } from '../../main/office/open/originals.ts';
import { ProblemError } from '../../main/office/problem-error.ts';
import { searchFullText } from '../../main/store/search.ts';
import { couchAt } from '../../registry/deploy/couch.ts';
import { grantSite } from '../../registry/provisioning/site.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import { mergePapers } from '../../shared/domain/log/merge.ts';
import { type Desk, type DeskOptions, openDesk } from './desk.ts';

/**
 * A desk as a process that a test may kill. Its argument is JSON (`ChildOptions`); it takes one order a line on standard input
 * and answers each with a line of JSON `{ n, … }`, once what was ordered is on disk.
 */
export type ChildOptions = {
  folder: string;
  address: string;
  agency: string;
  desk: string;
  user: { name: string; password: string };
  /** The registry itself, and who grants desk codes there; absent: the desk does not ask. */
  registry?: { url: string; administrator: { name: string; password: string } };
  speed: number;
  /** Milliseconds that this computer's clock is off. */
  skew: number;
  /** A merge, or a correction, that is wrong on purpose: to see that it is caught. */
  merge: 'right' | 'loses' | 'keepsMine' | 'forgetsMine';
};

export type Order =
  | { do: 'register'; count: number; summary?: string }
  /** Whatever the registry has refused for its entry, and nobody else has. */
  | { do: 'correct'; summary: string }
  | { do: 'act'; number: string; action: 'assign' | 'amend'; value: string }
  /** A line on the settings, or on a person of the staff. */
  | { do: 'record'; of: 'settings' | 'staff'; value: string }
  /** Somebody sets the clock: milliseconds that it is off from now on. */
  | { do: 'setClock'; skew: number }
  | { do: 'start' }
  /** A stick for a sister desk, or '' for the registry. Nothing when that desk is not known here. */
  | { do: 'stick'; reader: string; folder: string }
  | { do: 'takeIn'; folder: string; name: string }
  | { do: 'accept' }
  | { do: 'state' }
  | { do: 'papers' }
  /** Numbers of all papers that have these words. */
  | { do: 'find'; text: string }
  | { do: 'records' }
  | { do: 'close' };

type Wrong = Pick<DeskOptions, 'merge' | 'withWaiting'>;
const wrongs: Record<ChildOptions['merge'], Wrong> = {
  right: {},
  loses: {
    merge: (a, b) => {
      const merged = mergePapers(a, b);
      // Takes the last writer's word, as many systems do.
      if (!merged.ok || a.log.length < 2 || b.log.length < 2) return merged;
      const log = merged.paper.log.filter((_, i, lines) => i !== lines.length - 2);
      return { ok: true, paper: { ...merged.paper, log } };
    },
  },
  keepsMine: { merge: (a) => ({ ok: true, paper: a }) as ReturnType<typeof mergePapers<never>> },
  // Takes over what the registry has, without what was written here on the paper that it takes the place of.
  forgetsMine: { withWaiting: async (paper) => paper },
};

const { skew: skewAtFirst, merge, registry, ...options } = JSON.parse(process.argv[2]!) as ChildOptions;
let skew = skewAtFirst;
const enrol: DeskOptions['enrol'] = async (request) => {
  const granted = await grantSite(couchAt(registry!.url, registry!.administrator), request, options.address);
  if (!granted.ok || granted.desk?.code !== options.desk) throw new Error(`not granted: ${JSON.stringify(granted)}`);
  return granted.answer;
};
const now = () => Date.now() + skew;
const desk = await openDesk({ ...options, ...wrongs[merge], ...(registry && { enrol }), now });
process.stdout.write(`${JSON.stringify({ n: 0, site: desk.office.site.site })}\n`);
let orders = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await carryOut(desk, JSON.parse(line) as Order).catch((error: unknown) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify({ n: ++orders, ...answer })}\n`);
}

type Done = { papers?: Paper[]; found?: string[]; lines?: string[]; state?: unknown; stick?: string; refused?: string };

async function carryOut(at: Desk, order: Order): Promise<Done> {
  switch (order.do) {
    case 'register': {
      const lines: string[] = [];
      for (let i = 0; i < order.count; i++) {
        const { number } = await at.register((intake) => {
          intake.paper.summary = order.summary ?? intake.paper.summary;
        });
        const paper = await at.store.papers.findOne(number).exec(true);
        lines.push(`${number} ${(paper.toJSON().log[0] as Line).id}`);
      }
      return { lines };
    }
    case 'act': {
      const { value } = order;
      const data =
        order.action === 'assign'
          ? { executor: { id: value, name: value } }
          : { field: 'paper.summary', old: '', new: value, why: value };
      return { lines: [`${order.number} ${await at.act(order.number, { do: order.action, data })}`] };
    }
    case 'correct': {
      const { databases } = await at.sync.overview();
      const lines: string[] = [];
      for (const one of databases[0]!.troubles) {
        if (one.kind !== 'refused' || !one.isNew || one.reason !== 'summary') continue;
        const paper = (await at.store.papers.findOne(one.id).exec(true)).toMutableJSON();
        if (registrarOf(at.office.site, paper)) lines.push(`${one.id} ${await at.correct(one.id, order.summary)}`);
      }
      return { lines };
    }
    case 'record': {
      const { of, value } = order;
      const id = of === 'settings' ? 'settings' : `staff:${value}`;
      const post = { kk: value, ru: value };
      const data = of === 'settings' ? { field: 'zone', value: 'Asia/Almaty' } : { name: value, post };
      return { lines: [`${id} ${await at.record({ id, book: of, data })}`] };
    }
    case 'stick': {
      const { folder, reader } = order;
      const { readers } = await at.bundles.now();
      if (!readers.some(({ site }) => site === reader)) return {};
      return { stick: (await at.bundles.make({ reader, folder, withScans: false })).path };
    }
    case 'takeIn':
      return at.bundles.takeIn(order).then(
        () => ({}),
        (error: unknown) => {
          if (error instanceof ProblemError) return { refused: error.problem.code };
          throw error;
        },
      );
    case 'setClock':
      skew = order.skew;
      return {};
    case 'start':
      at.sync.start();
      return {};
    case 'accept':
      at.sync.accept();
      return {};
    case 'state':
      return { state: at.sync.state() };
    case 'papers':
      return { papers: await at.all() };
    case 'find':
      return { found: searchFullText(at.store.connection, 'papers', order.text, 1_000_000) };
    case 'records':
      return { papers: await at.records() };
    case 'close':
      await at.close();
      return {};
  }
}
