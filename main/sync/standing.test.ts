import { expect, test } from 'vitest';
import { StoreError } from '../store/errors.ts';
import { faultHere } from './standing.ts';

test('a full disk of this computer is told from other faults of its own, and neither from the partner', () => {
  expect(faultHere(new StoreError('diskFull', 'no room'))).toBe('diskFull');
  expect(faultHere(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toBe('diskFull');
  expect(faultHere(new TypeError('ours'))).toBe('failedHere');
});
