import type { Both } from '../../shared/domain/log/line.ts';
import { type ProblemCode, problems } from './words.ts';

/** A command did not do what it was asked for, for a reason that there are words for. */
export class Failure extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode, detail = '') {
    super(`${inBoth(problems[code], '\n')}${detail === '' ? '' : `\n  ${detail}`}`);
    this.code = code;
  }
}

/** State language first. */
export function inBoth({ kk, ru }: Both, between = ' · '): string {
  return `${kk}${between}${ru}`;
}

export function say(...words: string[]): void {
  console.log(words.join(' '));
}

/** What comes from elsewhere may not steer the terminal, nor begin a line of its own, nor turn the reading direction of ours. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}
