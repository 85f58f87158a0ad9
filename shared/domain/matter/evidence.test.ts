import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from './evidence.ts';
import { createMatters } from './matters.ts';

const read = (file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../assets/subjects', file), 'utf8'));
const { matterOf, weigh } = createMatters(read('subjects.json').subjects, read('words.json'));
const evidence = (later: string, earlier: string) => evidenceOf(weigh(matterOf(later)), weigh(matterOf(earlier)));

describe('troubles of one thing', () => {
  const stands = 'Лифт не работает вторую неделю, пожилые поднимаются на девятый этаж пешком.';
  const otherWords = 'Жеделсаты тұр, қарттар мен арбадағы балалар жоғары қабатқа көтеріле алмайды.';
  const stuck = 'Ребёнок застрял в кабине, лифт дёргается и падает, трос изношен, диспетчер молчит.';

  it('are told from each other', () => {
    expect(evidence(stands, stuck).otherTrouble).toBe(1);
    expect(evidence(stands, otherWords).otherTrouble).toBe(0);
  });

  it('are one in other words and in the other language', () => {
    expect(evidence(otherWords, stands).trouble).toBeGreaterThan(evidence(stuck, stands).trouble);
  });
});

it('a sentence that both have is found beside others', () => {
  const both = 'В доме по улице Абая крыша протекает, потолок в подтёках.';
  expect(evidence(`${both} Школа закрыта.`, `Автобус не ходит. ${both}`).sentence).toBeCloseTo(1, 10);
});
