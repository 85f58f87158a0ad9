import calendar from '../../../assets/law/calendar.json' with { type: 'json' };
import terms from '../../../assets/law/terms.json' with { type: 'json' };
import { type AppealEntry, appeals, emptyAppeal } from '../../../shared/books/appeals.ts';
import { everSpan } from '../../../shared/contract/journal.ts';
import { linkAction } from '../../../shared/contract/matters.ts';
import { compileLaw, type LawData } from '../../../shared/domain/law/law.ts';
import { fold } from '../../../shared/domain/log/fold.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import { mergePapers } from '../../../shared/domain/log/merge.ts';
import { actAt } from '../../domain/logs.ts';
import { percentile, timed } from '../figures.ts';
import type { BenchClient } from './client.ts';

const ACTIONS = 200;
/** Of each copy. */
const LINES = 50;
const ROUNDS = 300;

/** Lines hung on papers that are open, each on another one. */
export async function actionFigures(client: BenchClient): Promise<Record<string, number>> {
  const rows: { number: string; open: boolean; acceptedAt: string }[] = [];
  for await (const page of await client.papers.journal({
    book: 'appeals',
    ...everSpan,
    offset: 0,
    limit: ACTIONS + 1,
  })) {
    rows.push(...page.rows);
    break;
  }
  const [to, ...papers] = rows;
  const times: number[] = [];
  for (const { number, open, acceptedAt } of papers) {
    if (!open) continue;
    const line = linkAction({ as: 'repeat', number: to!.number }, acceptedAt.slice(0, 10));
    // They are other people's: that is asked about, and gone past.
    const seen = [...line.seen, 'number otherApplicant'];
    times.push(await timed(() => client.papers.act({ number, draft: crypto.randomUUID(), ...line, seen })));
  }
  return { action_p50_ms: percentile(times, 0.5), action_p99_ms: percentile(times, 0.99) };
}

/** Two copies of a paper on which two desks have acted without a network. */
export function logFigures(): Record<string, number> {
  const law = compileLaw({ calendar, terms } as unknown as LawData);
  const { applicant, handling, paper } = emptyAppeal('2026-11-23');
  const entry = {
    receipt: {
      acceptedAt: '2026-11-23T05:00:00.000Z',
      registeredOn: '2026-11-23',
      zone: 'Asia/Atyrau',
      agency: '2300000',
      sample: true,
      clockBehind: false,
    },
    applicant: { ...applicant, idWarnings: [], representative: { ...applicant.representative, idWarnings: [] } },
    paper,
    handling,
  } as unknown as AppealEntry;
  const base = actAt(
    0,
    { id: '230000026010000016', book: 'appeals', entry, log: [] } as Paper<AppealEntry>,
    'register',
    {},
  );
  const acted = (site: number) => {
    let copy = base;
    for (let n = 0; n < LINES; n++) {
      const data = { field: 'paper.summary', old: '', new: `${site}-${n}`, why: 'түзету' };
      copy = actAt(site, copy, 'amend', data, 1_796_115_900_000 + n * 1_000);
    }
    return copy;
  };
  const [one, other] = [acted(0), acted(1)];
  const united = mergePapers(one, other);
  if (!united.ok) throw new Error(united.reason);
  const merging = measured(() => mergePapers(one, other));
  const folding = measured(() => fold(appeals, united.paper, law));
  return { merge_us: merging * 1_000, fold_us: folding * 1_000 };
}

function measured(task: () => unknown): number {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    task();
    times.push(performance.now() - start);
  }
  return percentile(times, 0.5);
}
