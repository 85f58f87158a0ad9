import { expect, onTestFinished, test } from 'vitest';
import { appeals, emptyAppeal } from '../../../shared/books/appeals.ts';
import type { StoredPaper } from './collections.ts';
import type { Store } from './open-store.ts';
import { createUsage } from './usage.ts';

const about = (subject: string) =>
  ({
    id: '',
    book: appeals.id,
    entry: emptyAppeal('2026-12-01'),
    log: [],
    state: { subject, executor: '' },
  }) as unknown as StoredPaper;

test('what was used lately comes first, also behind as many papers as a first fill brings', () => {
  const used = createUsage({} as Store['papers'], () => {});
  onTestFinished(used.stop);
  for (let i = 0; i < 600_000; i++) used.note(about('old'));
  for (let i = 0; i < 400; i++) used.note(about(i % 4 === 0 ? 'seldom' : 'often'));
  expect(used.now().subjects).toEqual(['old', 'often', 'seldom']);
  for (let i = 0; i < 2_000; i++) used.note(about('often'));
  expect(used.now().subjects).toEqual(['often', 'old', 'seldom']);
});
