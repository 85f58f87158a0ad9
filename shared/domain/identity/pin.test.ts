import { expect, test } from 'vitest';
import { pinFault } from './pin.ts';

test.each(['0000', '1111', '99999999', '1212', '101010', '1234', '12345678', '0123', '4321', '9876', '7890', '2109'])(
  'the PIN %s is one of those that are tried first',
  (pin) => expect(pinFault(pin)).toBe('pinTrivial'),
);

test.each(['123', '123456789', '12a4', '', ' 4711'])('%j is no PIN', (pin) => expect(pinFault(pin)).toBe('pinForm'));

test.each(['4711', '1123', '1235', '2580', '13579', '12123', '20483917'])('the PIN %s may be chosen', (pin) =>
  expect(pinFault(pin)).toBeUndefined(),
);
