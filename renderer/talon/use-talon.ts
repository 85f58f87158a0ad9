import { useEffect, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import type { PrintFormat } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { bytesOf } from './pdf-file.ts';

type Answer = { key: string; pdf?: Uint8Array; duplicate?: boolean; problem?: Problem };

/** The talon or label as it would come out now; asked for anew for another number or format, and after each print. */
export function useTalon(number: string, format: PrintFormat, prints: number) {
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const key = `${number} ${format} ${prints} ${attempt}`;
  useEffect(() => {
    const end = new AbortController();
    const settle = (found: Omit<Answer, 'key'>) => {
      if (!end.signal.aborted) setAnswer({ key, ...found });
    };
    office.talons.render({ number, format }, { signal: end.signal }).then(
      ({ pdf, duplicate }) => settle({ pdf: bytesOf(pdf), duplicate }),
      (error: unknown) => settle({ problem: problemOf(error) }),
    );
    return () => end.abort();
  }, [key, number, format]);
  const current = answer?.key === key ? answer : undefined;
  return {
    pdf: current?.pdf,
    /** What the next print will be. */
    duplicate: current?.duplicate ?? false,
    problem: current?.problem,
    retry: () => setAttempt((count) => count + 1),
  };
}
