import { useEffect, useState } from 'react';
import type { LetterPage, LetterRequest } from '../../shared/contract/letters.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { bytesOf } from '../talon/pdf-file.ts';

/** A pause in typing after which the letter is drawn anew. */
const PAUSE_MS = 250;

type Drawn = Omit<LetterPage, 'pdf' | 'duplicate'> & { pdf: Uint8Array; duplicate: boolean };

/** The letter as it would come out now; the last one stays while the next is made. `again` grows after each print. */
export function useLetter(request: LetterRequest, again: number): { drawn?: Drawn; problem?: Problem } {
  const [held, setHeld] = useState<{ drawn?: Drawn; problem?: Problem }>({});
  const key = JSON.stringify([request, again]);
  useEffect(() => {
    const end = new AbortController();
    const [wanted] = JSON.parse(key) as [LetterRequest, number];
    const timer = window.setTimeout(() => {
      office.letters.preview(wanted, { signal: end.signal }).then(
        ({ pdf, ...page }) => !end.signal.aborted && setHeld({ drawn: { ...page, pdf: bytesOf(pdf) } }),
        (error: unknown) => !end.signal.aborted && setHeld({ problem: problemOf(error) }),
      );
    }, PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
      end.abort();
    };
  }, [key]);
  return held;
}
