import { expect, test } from 'vitest';
import { askBeforeLeaving } from './ask-before-leaving.ts';

test('a page is left without a question unless a paper is begun', () => {
  const page = new EventTarget();
  let begun = false;
  askBeforeLeaving(page, () => begun);
  const leave = () => page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  expect(leave()).toBe(true);
  begun = true;
  expect(leave()).toBe(false);
});
