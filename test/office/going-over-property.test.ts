import fc from 'fast-check';
import { expect, test } from 'vitest';
import { act } from '../../main/office/services/act.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import { mergePapers } from '../../shared/domain/log/merge.ts';
import { assign } from '../sync/agency.ts';
import type { BundleDesk } from './bundle-desks.ts';
import {
  carry,
  comingAt,
  desk as deskAs,
  findings,
  keptLines,
  paperAt,
  pull,
  revoking,
  three,
} from './going-over-desks.ts';

type Do =
  | 'correct'
  | 'assign'
  | 'amend'
  | 'stick'
  | 'bundle'
  | 'sync'
  | 'pull'
  | 'send'
  | 'deliver'
  | 'crash'
  | 'revoke'
  | 'remake';
type Step = { do: Do; at: number; to: number };
const often: Do[] = ['correct', 'assign', 'amend', 'stick', 'sync', 'pull', 'send', 'deliver'];
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    do: fc.constantFrom<Do>(...often, ...often, 'stick', 'bundle', 'bundle', 'crash', 'revoke', 'remake'),
    at: fc.nat(2),
    to: fc.nat(2),
  }),
  { minLength: 4, maxLength: 20 },
);

/** How often; more of them with other seeds by `KENSE_RUNS`. */
const RUNS = Number(process.env.KENSE_RUNS ?? 40);

/**
 * One paper of three desks and the registry, as a script goes over them: desk 0 has registered it. The registry takes it from that desk alone, or from an
 * administrator's stick. A desk whose trust was taken back works on, and exchanges nothing by the network.
 */
async function play(desks: readonly BundleDesk[], script: readonly Step[]) {
  const { number } = await desks[0]!.register();
  const first = (await paperAt(desks[0]!, number))!;
  const acknowledged = new Map<string, number>([[first.log[0]!.id, 0]]);
  const told = (data: Record<string, unknown>) => ({ why: 'қате', ...data });
  let registry: Paper | undefined;
  let sent: Paper | undefined;
  let isKnownThere = false;
  let revoked: number | undefined;
  const recordsOf = (one: BundleDesk) =>
    revoked === undefined ? one.office.records : revoking(one, desks[revoked]!.site);
  const takes = (paper: Paper) => {
    const merged = registry ? mergePapers(registry, paper) : ({ ok: true, paper } as const);
    if (merged.ok) registry = merged.paper;
  };
  const sync = async (at: number, withPush = true) => {
    if (at === revoked) return undefined;
    const desk = desks[at]!;
    const outcome = registry && (await pull(deskAs(desk, { records: recordsOf(desk) }), registry));
    const paper = await paperAt(desk, number);
    if (withPush && paper && (registry || at === 0)) takes(paper);
    if (at === 0) isKnownThere ||= registry !== undefined;
    return outcome;
  };
  for (const [i, { do: what, at, to }] of script.entries()) {
    const desk = desks[at]!;
    const paper = await paperAt(desk, number);
    if (what === 'sync' || what === 'pull') await sync(at, what === 'sync');
    else if (what === 'send') sent = await paperAt(desks[0]!, number);
    else if (what === 'deliver' && sent) takes(sent);
    else if (what === 'revoke') revoked ??= at;
    else if (what === 'remake') {
      registry = undefined;
      isKnownThere = false;
    } else if (what === 'correct' && !isKnownThere) {
      const form = { number, draft: crypto.randomUUID(), action: 'amend' as const, seen: [] };
      const data = told({ field: 'paper.summary', new: `түзетілді ${i}` });
      acknowledged.set((await act(desks[0]!.office, { ...form, data }, () => true)).line, 0);
    } else if (!paper) continue;
    else if (what === 'stick' && at !== to) await carry(desks[to]!, paper);
    else if (what === 'bundle' && at !== to && at !== revoked)
      await desks[to]!.takeIn(await desk.bundleFor(desks[to]!));
    // After this the paper itself was to be written.
    else if (what === 'crash') await deskAs(desk, {}).keepOriginal(paper);
    else if (what === 'assign') acknowledged.set(await desk.act(number, assign(`${i}`)), at);
    else if (what === 'amend') {
      const data = told({ field: 'applicant.phone', old: '', new: `+7 701 000 00 ${10 + i}` });
      acknowledged.set(await desk.act(number, { do: 'amend', data }), at);
    }
  }
  // What the registry lacks of a desk that it trusts no more comes by an administrator.
  if (!registry || revoked === 0) takes((await paperAt(desks[0]!, number))!);
  // Each line that waits for another comes one round after it at the latest.
  let outcomes: unknown[] = [];
  for (let round = 0; round <= acknowledged.size + 1; round++) {
    outcomes = [];
    for (const at of [0, 1, 2]) if (at !== revoked) outcomes.push(await sync(at));
  }
  return { number, acknowledged, revoked, recordsOf, registry: registry!, outcomes };
}

test('whatever three desks correct, do, carry and exchange, are cut off in and lose: all come to the same paper, and no line is lost', async () => {
  const desks = await three();
  for (const one of desks) await one.learnSites();
  await fc.assert(
    fc.asyncProperty(steps, async (script) => {
      const { number, acknowledged, revoked, recordsOf, registry, outcomes } = await play(desks, script);
      const trusted = desks.filter((_, at) => at !== revoked);
      for (const one of trusted) expect(await paperAt(one, number)).toEqual(registry);
      for (const outcome of outcomes) expect(outcome).toEqual({ ok: true, paper: registry, covered: true });
      expect(findings(registry, trusted[0]!)).toEqual([]);
      const there = new Set(registry.log.map(({ id }: Line) => id));
      expect(there.size).toBe(registry.log.length);
      expect([...there].filter((id) => !acknowledged.has(id))).toEqual([]);
      const { lost, gone } = await lacking(desks, number, acknowledged, there);
      expect(lost).toEqual([]);
      // Only what a site wrote that is trusted no more, and what was built on that, is not in the paper; it is on the card of whoever wrote it.
      for (const { line, log } of gone) expect(hangsOn(line, log, there, desks[revoked ?? -1]?.site)).toBe(true);
      for (const one of trusted) {
        // Of papers played before a site may be trusted again.
        const coming = await comingAt(one, { records: recordsOf(one) });
        expect(coming.filter((id) => acknowledged.has(id))).toEqual([]);
      }
    }),
    { numRuns: RUNS },
  );
}, 600_000);

/** Acknowledged lines that are not in the paper: those that their own desk still has, with the log they stand in, and those it has not. */
async function lacking(
  desks: readonly BundleDesk[],
  number: string,
  acknowledged: ReadonlyMap<string, number>,
  there: ReadonlySet<string>,
) {
  const [lost, gone]: [string[], { line: Line; log: Line[] }[]] = [[], []];
  for (const [id, at] of acknowledged) {
    if (there.has(id)) continue;
    const log = await keptLines(desks[at]!, number);
    const line = log.find((one) => one.id === id);
    if (line) gone.push({ line, log });
    else lost.push(id);
  }
  return { lost, gone };
}

function hangsOn(line: Line, log: readonly Line[], there: ReadonlySet<string>, site: string | undefined): boolean {
  if (there.has(line.id)) return false;
  if (line.site === site) return true;
  return log.some((one) => line.after.includes(one.id) && hangsOn(one, log, there, site));
}
