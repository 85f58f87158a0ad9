import { ORPCError } from '@orpc/client';
import { describe, expect, test } from 'vitest';
import { type Following, follow } from './follow.ts';

type Stream = AsyncIterable<number> | Error;

async function* of(...values: number[]) {
  yield* values;
}

async function* breaking(value: number) {
  yield value;
  throw new Error('the line broke');
}

const problem = (code: string, retryable: boolean) => new ORPCError('PROBLEM', { data: { code, retryable } });

/** Follows streams one after the other until there is none left; returns what was heard. */
async function hear(streams: Stream[], broken = false) {
  const end = new AbortController();
  const heard = { values: [] as number[], problems: [] as string[], waits: [] as number[] };
  const following: Following<number> = {
    subscribe: async () => {
      const stream = streams.shift();
      if (!stream) {
        end.abort();
        return of();
      }
      if (stream instanceof Error) throw stream;
      return stream;
    },
    onValue: (value) => heard.values.push(value),
    onProblem: ({ code }) => heard.problems.push(code),
    connected: () => !broken,
    pause: async (milliseconds) => {
      heard.waits.push(milliseconds);
    },
    signal: end.signal,
  };
  await follow(following);
  return heard;
}

describe('a live query', () => {
  test('asks again when its stream ends or breaks', async () => {
    const { values, problems } = await hear([of(1, 2), breaking(3), of(4)]);
    expect(values).toEqual([1, 2, 3, 4]);
    expect(problems).toEqual(['fault']);
  });

  test('asks again for what may pass, and later each time; a value makes it eager anew', async () => {
    const full = () => problem('diskFull', true);
    const { values, problems, waits } = await hear([full(), full(), full(), of(1), of(2)]);
    expect(values).toEqual([1, 2]);
    expect(problems).toEqual(['diskFull', 'diskFull', 'diskFull']);
    expect(waits.slice(0, 5)).toEqual([300, 600, 1200, 300, 300]);
  });

  test('says nothing of an office that is away or not open: the gate does', async () => {
    expect(await hear([problem('notOpen', true), of(1)])).toMatchObject({ values: [1], problems: [] });
    expect(await hear([breaking(1), of(2)], true)).toMatchObject({ values: [1, 2], problems: [] });
  });

  test('gives up what will not pass', async () => {
    const { values, problems } = await hear([problem('unknownPaper', false), of(1)]);
    expect(values).toEqual([]);
    expect(problems).toEqual(['unknownPaper']);
  });
});
