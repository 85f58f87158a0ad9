import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { AppealEntry } from '../../../shared/books/appeals.ts';
import { everSpan } from '../../../shared/contract/journal.ts';
import { percentile, timed } from '../figures.ts';
import type { BenchClient } from './client.ts';

const ASKED = 100;
/** Reading the newest papers takes 30 s; more than half of it is enough to see how long it blocks. */
const LEARNING_MS = 25_000;

/** What is asked while a paper is typed, of people who have been here before. */
export async function matterFigures(client: BenchClient, inStore: number): Promise<Record<string, number>> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await pause(LEARNING_MS);
  delay.disable();

  const papers: { number: string }[] = [];
  const apart = Math.max(1, Math.floor(inStore / ASKED));
  for (let offset = 0; papers.length < ASKED; offset += apart) {
    const page = await client.papers.journal({ book: 'appeals', ...everSpan, offset, limit: 1 });
    for await (const { rows } of page) {
      papers.push(...rows);
      break;
    }
  }
  const [repeats, subjects, executors]: [number[], number[], number[]] = [[], [], []];
  let found = 0;
  for (const { number } of papers) {
    const { row, entry } = await card(client, number);
    const { applicant, paper } = entry as AppealEntry;
    const person = {
      idNumber: applicant.idNumber,
      name: applicant.name,
      phone: applicant.phone,
      place: applicant.place.name,
      street: applicant.street,
    };
    const asked = { summary: paper.summary, text: String(paper.text) };
    repeats.push(
      await timed(async () => {
        found += (await client.matters.repeats({ person, ...asked })).length;
      }),
    );
    subjects.push(await timed(() => client.matters.subjects({ ...asked, limit: 3 })));
    executors.push(await timed(() => client.matters.executors({ subject: row.subject })));
  }
  if (found === 0) throw new Error('no paper was found again');
  return {
    learning_block_ms: delay.percentile(99.9) / 1e6,
    repeat_check_ms: percentile(repeats, 0.5),
    repeat_check_p99_ms: percentile(repeats, 0.99),
    suggest_ms: percentile(subjects, 0.5),
    suggest_p99_ms: percentile(subjects, 0.99),
    executors_ms: percentile(executors, 0.5),
    executors_p99_ms: percentile(executors, 0.99),
  };
}

async function card(client: BenchClient, number: string) {
  for await (const snapshot of await client.papers.card({ number })) return snapshot;
  throw new Error('no card');
}
