import type { PlaceMatch } from '../../shared/contract/places.ts';

/** What was asked, and what was found for it. */
export type FoundPlaces = { text: string; places: readonly PlaceMatch[] };

/** Longer than any place with all that is around it. */
const LONGEST_ASKED = 120;
const none: FoundPlaces = { text: '', places: [] };

/** As a place is asked for. */
function textAsked(typed: string): string {
  return typed.trim().slice(0, LONGEST_ASKED);
}

/**
 * Whether the answer to what stands in the field is still to come.
 *
 * @param code of the place that was picked, or ''
 */
export function isAwaited({ text }: FoundPlaces, typed: string, code: string): boolean {
  return code === '' && text !== textAsked(typed);
}

type Find = (text: string, signal: AbortSignal) => PlaceMatch[] | Promise<PlaceMatch[]>;

/**
 * Places as they are typed; with nothing typed those used lately. The newest answer counts, one that comes late is dropped, and nothing
 * is asked for a place that was picked.
 */
export class PlacesFound {
  readonly #find: Find;
  readonly #watchers = new Set<() => void>();
  /** As a key; undefined: nothing yet, or no more. */
  #asked: string | undefined;
  #end = new AbortController();
  #view = none;
  #begun = false;

  constructor(find: Find) {
    this.#find = find;
  }

  readonly subscribe = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  readonly view = (): FoundPlaces => this.#view;

  /** The field has come to the screen, or other places were used last: what stands in it is asked for, whether it was before or not. */
  begin(typed: string, code: string): void {
    this.#begun = true;
    this.#asked = undefined;
    this.ask(typed, code);
  }

  /**
   * Nothing is asked before it has begun.
   *
   * @param code of the place that was picked, or ''
   */
  ask(typed: string, code: string): void {
    const text = textAsked(typed);
    const asked = `${code} ${code === '' ? text : ''}`;
    if (!this.#begun || asked === this.#asked) return;
    this.#asked = asked;
    this.#end.abort();
    if (code !== '') {
      this.#show(none);
      return;
    }
    const end = new AbortController();
    this.#end = end;
    const settle = (found: FoundPlaces) => {
      if (!end.signal.aborted) this.#show(found);
    };
    const fail = () => {
      settle(none);
      // The next letter asks again.
      if (!end.signal.aborted) this.#asked = undefined;
    };
    const answer = this.#find(text, end.signal);
    if (Array.isArray(answer)) settle({ text, places: answer });
    else answer.then((places) => settle({ text, places }), fail);
  }

  #show(view: FoundPlaces): void {
    this.#view = view;
    for (const watcher of [...this.#watchers]) watcher();
  }
}
