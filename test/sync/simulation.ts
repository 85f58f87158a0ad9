import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyEd25519 } from '../../main/office/open/site.ts';
import { checkLog } from '../../shared/domain/log/check.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { replacedBy } from '../../shared/domain/log/replaced.ts';
import { startServer } from '../registry-server.ts';
import { type DeskProcess, startDesk } from './children.ts';
import type { ChildOptions } from './desk-child.ts';
import { type Fault, type Plan, startFaultProxy } from './fault-proxy.ts';
import { type Random, randomOf } from './random.ts';
import { type Registry, startRegistry } from './registry.ts';
import { createSticks, REGISTRY } from './sticks.ts';
import { until } from './until.ts';

export type Outcome = {
  seed: number;
  /** Papers and lines that a desk has acknowledged. */
  papers: number;
  lines: number;
  /** Papers whose entry the registry refused, and that were corrected. */
  corrected: number;
  /** Bundles that were taken in, some more than once; those that were cut off and refused. */
  sticks: number;
  cut: number;
  kills: number;
  /** Times that an agency had no line for a while. */
  offline: number;
  faults: number;
  /** What does not hold; empty when all is well. */
  broken: string[];
};

const DAY = 86_400_000;
const SPEED = 40;
/** Two that no real registry has. */
const AGENCIES = ['2380001', '2380002'];

/** What the registry refuses for its entry, whatever lines are hung on; also what it is corrected to the first time, now and then. */
const REFUSED = 'refuse me';
const RULE = `function (doc) { if (doc.entry && doc.entry.paper && doc.entry.paper.summary.indexOf('${REFUSED}') === 0) throw { forbidden: 'summary' }; }`;
const CORRECTED = 'түзетілді';

type SimulationOptions = {
  steps?: number;
  merge?: ChildOptions['merge'];
  /** How long the quiet may take until all agree. Milliseconds. */
  patience?: number;
};

/** Which desks there are: agency, code, and how far the clock is off; the last one lives in 2036. */
const DESKS = [
  { agency: 0, desk: '01', skew: () => 0 },
  { agency: 0, desk: '02', skew: (random: Random) => (random() * 6 - 3) * DAY },
  { agency: 0, desk: '03', skew: () => Date.parse('2036-05-05T05:05:05Z') - Date.now() },
  { agency: 1, desk: '01', skew: (random: Random) => (random() * 6 - 3) * DAY },
  { agency: 1, desk: '02', skew: () => 0 },
];

const FAULTS: Fault[] = [
  { is: 'cutAnswer', after: 0 },
  { is: 'cutAnswer', after: 900 },
  { is: 'cutRequest' },
  { is: 'stall', after: 100 },
  { is: 'duplicate' },
  { is: 'slowStart', milliseconds: 5_000 },
  { is: 'throttle', bytesPerSecond: 8_000 },
  { is: 'wrongType' },
  { is: 'answer', status: 302, headers: { location: '/hotel' } },
  ...[401, 403, 413, 429, 500, 503].map((status) => ({
    is: 'answer' as const,
    status,
    headers: { 'content-type': 'application/json' },
    body: '{"error":"fault","reason":"fault"}',
  })),
  { is: 'answer', status: 200, headers: { 'content-type': 'text/html' }, body: '<p>Wi-Fi' },
];

/**
 * Five desks of two agencies, each a process on a store of its own, work for a while: they register, correct what is refused, assign, amend, carry sticks to each other and to the
 * registry, are killed, go offline, have wrong clocks and a bad line. Then it is quiet. What must hold then, holds, or stands in `broken`. The plan
 * follows from the seed; only how processes and network interleave does not.
 */
export async function simulate(
  seed: number,
  { steps = 80, merge = 'right', patience = 40_000 }: SimulationOptions = {},
): Promise<Outcome> {
  const random = randomOf(seed);
  const folder = mkdtempSync(join(tmpdir(), 'kense simulation '));
  const registry = await startRegistry(await startServer(join(folder, 'registry')));
  for (const agency of AGENCIES) {
    await registry.addAgency(agency);
    await registry.validate(`agency-${agency}`, RULE);
  }
  const proxy = await startFaultProxy({ target: registry.url, speed: SPEED });
  const users = await Promise.all(AGENCIES.map((agency) => registry.addUser(`site-${agency}`, agency)));
  const acknowledged = new Map<string, string[]>(AGENCIES.map((agency) => [agency, []]));
  const outcome: Outcome = {
    seed,
    papers: 0,
    lines: 0,
    corrected: 0,
    sticks: 0,
    cut: 0,
    kills: 0,
    offline: 0,
    faults: 0,
    broken: [],
  };
  const fault = randomOf(seed + 1);
  let step = 0;
  const offlineUntil = new Map<string, number>();
  const badLine: Plan = ({ path }) => {
    const down = AGENCIES.some((agency) => path.includes(agency) && step < (offlineUntil.get(agency) ?? 0));
    if (down) return { is: 'cutRequest' };
    return fault() < 0.12 ? FAULTS[Math.floor(fault() * FAULTS.length)] : undefined;
  };
  proxy.follow(badLine);

  const desks = DESKS.map(({ agency, desk, skew }) => ({
    agency: AGENCIES[agency]!,
    process: undefined as DeskProcess | undefined,
    options: {
      folder: join(folder, `${agency} ${desk}`),
      address: proxy.url,
      agency: AGENCIES[agency]!,
      desk,
      user: users[agency]!,
      registry: { url: registry.url, administrator: registry.administrator },
      speed: SPEED,
      skew: Math.round(skew(random)),
      merge,
    } satisfies ChildOptions,
  }));
  const open = async (at: (typeof desks)[number]) => {
    at.process ??= await startDesk(at.options);
    return at.process;
  };
  const note = (at: (typeof desks)[number], lines: string[] | undefined) =>
    acknowledged.get(at.agency)!.push(...(lines ?? []));

  const sites = new Map<string, (typeof desks)[number]>();
  const carried = join(folder, 'sticks');
  mkdirSync(carried);
  const sticks = createSticks(registry, carried, random);
  const sisterOf = (at: (typeof desks)[number]) => {
    const sisters = desks.filter((one) => one !== at && one.agency === at.agency);
    return sisters[Math.floor(random() * sisters.length)]!;
  };
  const act = async (at: (typeof desks)[number], number: string, action: 'assign' | 'amend') => {
    const desk = await open(at);
    note(at, (await desk.order({ do: 'act', number, action, value: `${step}` }))?.lines);
  };
  const correct = async (at: (typeof desks)[number]) => {
    const summary = random() < 0.3 ? `${REFUSED} too` : CORRECTED;
    note(at, (await (await open(at)).order({ do: 'correct', summary }))?.lines);
  };
  /** What the registry will not have reaches a sister on a stick, who works on it, and perhaps sends hers back. */
  const spread = async (at: (typeof desks)[number], number: string) => {
    const sister = sisterOf(at);
    const [from, to] = [await open(at), await open(sister)];
    const stick = await sticks.make({ agency: at.agency, desk: from }, to.site);
    if (!stick) return;
    await sticks.deliver(stick, to);
    const { papers = [] } = (await to.order({ do: 'papers' }))!;
    if (!papers.some(({ id }) => id === number)) return;
    await act(sister, number, random() < 0.5 ? 'assign' : 'amend');
    const back = random() < 0.5 ? await sticks.make({ agency: at.agency, desk: to }, from.site) : undefined;
    if (back) await sticks.deliver(back, from);
    if (back && random() < 0.5) await act(at, number, 'assign');
  };
  const carry = async (at: (typeof desks)[number]) => {
    const { agency } = at;
    const desk = await open(at);
    const who = random();
    if (who < 0.2) await sticks.make({ agency, desk: 'registry' }, desk.site);
    else if (who < 0.4) await sticks.make({ agency, desk }, REGISTRY);
    else if (who < 0.6) await sticks.make({ agency, desk }, (await open(sisterOf(at))).site);
    const stick = sticks.any();
    if (!stick || random() < 0.3) return;
    await sticks.deliver(stick, stick.reader === REGISTRY ? 'registry' : await open(sites.get(stick.reader)!));
  };

  try {
    // In this order: the registry grants their codes as they ask.
    for (const at of desks) sites.set((await open(at)).site, at);
    for (; step < steps; step++) {
      const at = desks[Math.floor(random() * desks.length)]!;
      const what = random();
      const desk = await open(at);
      if (what < 0.3) {
        const isRefused = random() < 0.25;
        const count = 1 + Math.floor(random() * 4);
        const order = { do: 'register' as const, count, ...(isRefused && { summary: REFUSED }) };
        const lines = (await desk.order(order))?.lines ?? [];
        note(at, lines);
        if (isRefused && random() < 0.7) await spread(at, lines[0]!.split(' ')[0]!);
        if (random() < 0.3) await correct(at);
      } else if (what < 0.58) {
        const { papers = [] } = (await desk.order({ do: 'papers' }))!;
        // Some papers more often than others, so that several work on the same one.
        const paper = papers[Math.floor(random() ** 3 * papers.length)];
        const action = random() < 0.5 ? 'assign' : 'amend';
        if (random() < 0.2) {
          const of = random() < 0.5 ? ('settings' as const) : ('staff' as const);
          note(at, (await desk.order({ do: 'record', of, value: `s${Math.floor(random() * 3)}` }))?.lines);
        } else if (paper) await act(at, paper.id, action);
      } else if (what < 0.74) await carry(at);
      else if (what < 0.86) {
        await desk.order({ do: 'start' });
        // Half of them are heard out, so that what the registry says is known while the others work on.
        if (random() < 0.5) await settled(desk);
      } else if (what < 0.89) {
        // In the middle of its work, as somebody does who notices; also backwards.
        at.options.skew = Math.round((random() * 6 - 3) * DAY);
        await desk.order({ do: 'setClock', skew: at.options.skew });
      } else if (what < 0.93) {
        offlineUntil.set(at.agency, step + 3 + Math.floor(random() * 10));
        outcome.offline++;
      } else {
        // In the middle of whatever it was doing: half of them of a registration, too.
        const doing = begin(desk, random(), carried);
        await desk.kill();
        note(at, (await doing)?.lines);
        at.process = undefined;
        outcome.kills++;
      }
    }
    outcome.faults = proxy.counts.faults;
    [outcome.sticks, outcome.cut] = [sticks.counts.taken, sticks.counts.cut];
    outcome.broken.push(...sticks.broken);
    proxy.follow(() => undefined);
    for (const at of desks) {
      const desk = await open(at);
      await desk.order({ do: 'start' });
    }
    for (const agency of AGENCIES) {
      const mine = desks.filter((at) => at.agency === agency);
      await judge(registry, agency, mine, acknowledged.get(agency)!, patience, outcome);
    }
  } finally {
    for (const { process } of desks) await process?.kill();
    await proxy.close();
    await registry.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return outcome;
}

/** What a desk is killed in the middle of. */
function begin(desk: DeskProcess, what: number, folder: string) {
  if (what < 0.4) return desk.order({ do: 'register', count: 3 });
  if (what < 0.6) return desk.order({ do: 'stick', reader: REGISTRY, folder });
  return undefined;
}

/** The bad line may keep it from ever being so: then the others go on. */
async function settled(desk: DeskProcess): Promise<void> {
  const state = async () => (await desk.order({ do: 'state' }))!.state!;
  await until(state, ({ is }) => is === 'upToDate', 1_500).catch(() => undefined);
}

async function judge(
  registry: Registry,
  agency: string,
  desks: { process: DeskProcess | undefined }[],
  acknowledged: string[],
  patience: number,
  outcome: Outcome,
): Promise<void> {
  const look = async (): Promise<Paper[][]> => {
    const records = (await registry.papersIn(`agency-${agency}-office`)).filter(({ book }) => book !== 'site');
    const there = [...(await registry.papersIn(`agency-${agency}`)), ...records];
    const here = desks.map(async ({ process }) => {
      // A clock that was set back has stopped it: somebody has looked.
      const { state } = (await process!.order({ do: 'state' }))!;
      if (state?.is === 'stopped') await process!.order({ do: 'accept' });
      acknowledged.push(...((await process!.order({ do: 'correct', summary: CORRECTED }))!.lines ?? []));
      return [
        ...(await process!.order({ do: 'papers' }))!.papers!,
        ...(await process!.order({ do: 'records' }))!.papers!,
      ];
    });
    return [there, ...(await Promise.all(here))];
  };
  let last: Paper[][] = [];
  const same = await until(
    async () => {
      last = await look();
      return last.every((one) => JSON.stringify(one) === JSON.stringify(last[0])) && last[0]!.length > 0;
    },
    (holds) => holds,
    patience,
  ).catch(() => false);
  if (!same) {
    const states = await Promise.all(desks.map(async ({ process }) => (await process!.order({ do: 'state' }))!.state));
    outcome.broken.push(
      `${agency}: not the same everywhere (${last.map((one) => one.length)}; ${JSON.stringify(states)})`,
    );
  }
  const held = new Map(last[0]!.map((paper) => [paper.id, new Set(paper.log.map(({ id }) => id))]));
  for (const one of acknowledged) {
    const [number, line] = one.split(' ') as [string, string];
    if (!held.get(number)?.has(line)) outcome.broken.push(`${agency}: ${number} lacks line ${line}`);
  }
  const papers = last[0]!.filter(({ book }) => book === 'appeals');
  const sites = (await registry.papersIn(`agency-${agency}-office`)).filter(({ book }) => book === 'site');
  const keys = new Map(sites.map(({ id, entry }) => [id.slice(5), (entry as { publicKey: string }).publicKey]));
  for (const paper of papers)
    for (const { line, finding } of checkLog(paper, (site) => keys.get(site), verifyEd25519))
      outcome.broken.push(`${agency}: ${paper.id} has a line that is ${finding}: ${line}`);
  for (const { id, log } of papers) {
    const registrations = log.filter((line) => line.do === 'register').length;
    if (registrations !== 1) outcome.broken.push(`${agency}: number ${id} was given ${registrations} times`);
  }
  const numbers = acknowledged.filter((one, i) => acknowledged.indexOf(one) !== i);
  if (numbers.length > 0) outcome.broken.push(`${agency}: acknowledged twice: ${numbers}`);
  outcome.corrected += papers.filter(({ log }) => log.some((line) => replacedBy(line) !== undefined)).length;
  outcome.papers += papers.length;
  outcome.lines += acknowledged.length;
}
