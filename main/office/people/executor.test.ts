import { expect, test } from 'vitest';
import { executorNow } from './executor.ts';

test('an executor is called as the staff calls him now, one whom it does not know as his paper does', () => {
  const post = { kk: 'маман', ru: 'специалист' };
  const staff = [{ id: '7', name: 'Ким-Ли И. П.', post, phone: '' }];
  const who = (executor: string, executorName: string) =>
    executorNow(
      { records: { staff } as unknown as Parameters<typeof executorNow>[0]['records'] },
      { executor, executorName },
    );
  expect(who('7', 'Ким И. П.')).toEqual({ id: '7', name: 'Ким-Ли И. П.', post });
  expect(who('8', 'Абаев Е. С.')).toEqual({ id: '8', name: 'Абаев Е. С.', post: { kk: '', ru: '' } });
  expect(who('', 'Ким И. П.')).toEqual({ id: '', name: 'Ким И. П.', post: { kk: '', ru: '' } });
});
