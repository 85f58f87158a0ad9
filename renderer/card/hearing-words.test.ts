import { expect, test } from 'vitest';
import { createWords } from '../../shared/words/words.ts';
import { speechOf } from '../speech.ts';
import { hearingWords } from './hearing-words.ts';

const speech = speechOf(createWords('ru'));
const called = { on: '2026-12-10', noticeOn: '2026-12-01', held: false };

test('a hearing that was called and then waived is waived, one that was held is held', () => {
  const say = (hearing: typeof called | null, hearingWaived: boolean) =>
    hearingWords({ hearing, hearingWaived, decision: null, open: true }, speech);
  const waived = speech.t('card.present.hearingWaived');
  expect(say(null, false)).toBe('');
  expect(say(null, true)).toBe(waived);
  expect(say(called, false)).toBe(speech.t('card.present.hearingCalled', { on: '10.12.2026' }));
  expect(say(called, true)).toBe(waived);
  expect(say({ ...called, held: true }, true)).toBe(speech.t('card.present.hearingHeld', { on: '10.12.2026' }));
});

test('a hearing that a decision or an end has overtaken is called no more: it was not held', () => {
  const decision = { kind: 'favourable' as const, on: '2026-12-08' };
  const say = (change: object) =>
    hearingWords({ hearing: called, hearingWaived: false, decision: null, open: true, ...change }, speech);
  expect(say({ decision })).toBe('назначалось на 10.12.2026, не проводилось');
  expect(say({ open: false })).toBe('назначалось на 10.12.2026, не проводилось');
  expect(say({ decision, hearing: { ...called, held: true } })).toBe('проведено 10.12.2026');
});
