import { createHash } from 'node:crypto';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyAppeal } from '../../shared/books/appeals.ts';
import type { SetUp } from '../../shared/contract/shapes.ts';

/**
 * The computer on which drills take place. Its vault opens to everybody: deriving a key from a passphrase would take most of
 * a drill's time.
 */
export const drillHost = {
  machine: 'drill',
  account: 'drill',
  holdProfile: () => () => undefined,
  now: Date.now,
  vault: {
    wrap: async (secret: Uint8Array) => secret,
    unwrap: async (secret: Uint8Array) => secret,
  },
};

export const drillOffice: SetUp = {
  name: { kk: 'Теңізбойы ауданы әкімінің аппараты', ru: 'Аппарат акима Тенизбойского района' },
  region: '23',
  clerk: { name: 'Сейтова Айнұр Болатқызы', post: { kk: 'бас маман', ru: 'главный специалист' } },
  channels: { site: 'kense.example', sms: '1012', phones: ['1414'], complaintPhone: '115' },
};

/** A paper whose name and text can be told from all others. */
export function drillIntake(mark: string) {
  const intake = emptyAppeal(new Date().toISOString().slice(0, 10));
  intake.applicant.name = `Маркерова ${mark}`;
  intake.paper.summary = `Көше жарығын орнату туралы ${mark}`;
  intake.paper.text = `Біздің көшеде жарық жоқ ${mark}. `.repeat(20);
  return intake;
}

/** One damage to a copy of a store. The same seed does the same. */
export type Case = { harm: 'walCut' | 'walFlip' | 'database'; seed: number };

export function damageFiles(folder: string, { harm, seed }: Case): void {
  const path = join(folder, harm === 'database' ? 'kense.db' : 'kense.db-wal');
  const size = statSync(path).size;
  const random = randomOf(seed);
  if (harm === 'walCut') {
    truncateSync(path, Math.floor(random() * size));
  } else {
    const bytes = readFileSync(path);
    bytes[Math.floor(random() * size)]! ^= 1 << Math.floor(random() * 8);
    writeFileSync(path, bytes);
  }
}

/** Content of a paper without what differs between two readings of it. */
export function hashOfPaper(paper: unknown): string {
  return createHash('sha256').update(JSON.stringify(paper)).digest('hex');
}

/** Numbers from 0 to 1 by a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function counted(outcomes: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
