import { describe, expect, test } from 'vitest';
import type { AppState } from '../../shared/contract/shapes.ts';
import { type GateView, gateView } from './gate-view.ts';

const beginning: GateView = { work: undefined, panel: { phase: 'opening' } };
const seen = (...states: AppState[]) => states.reduce(gateView, beginning);
const ready = { phase: 'ready', demo: false } as const;
const locked = { phase: 'locked', demo: false, lock: { by: 'passphrase' } } as const;
const failed: AppState = {
  phase: 'failed',
  demo: false,
  problem: 'storeDamaged',
  detail: '',
  ways: ['rescue'],
  backups: [],
};

describe('the gate', () => {
  test('lets the clerk to the work when the office is open', () => {
    expect(seen({ phase: 'opening' }, ready)).toEqual({ work: 'office', panel: undefined });
  });

  test.each([locked, failed])('keeps the work mounted beneath when the office comes back $phase', (state) => {
    expect(seen(ready, { phase: 'opening' }, state)).toEqual({ work: 'office', panel: state });
    expect(seen(ready, { phase: 'opening' }, state, ready)).toEqual({ work: 'office', panel: undefined });
  });

  test('keeps the form that was filled in while the office tries to open', () => {
    expect(seen(locked, { phase: 'opening' })).toEqual({ work: undefined, panel: locked });
    const absent = { phase: 'absent', vault: false } as const;
    expect(seen(absent, { phase: 'opening' }, absent)).toEqual({ work: undefined, panel: absent });
  });

  test('shows nothing of an office that was left', () => {
    const absent = { phase: 'absent', vault: true } as const;
    expect(seen({ phase: 'ready', demo: true }, absent)).toEqual({ work: undefined, panel: absent });
    expect(seen({ phase: 'ready', demo: true }, locked)).toEqual({ work: undefined, panel: locked });
  });

  test('draws nothing anew when the same state comes twice', () => {
    const view = seen(ready);
    expect(gateView(view, { ...ready })).toBe(view);
    const over = seen(failed);
    expect(gateView(over, { ...failed })).toBe(over);
  });
});
