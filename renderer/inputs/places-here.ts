import type { PlaceMatch } from '../../shared/contract/places.ts';
import { indexInTurns } from '../../shared/domain/places/index-in-turns.ts';
import type { PlaceIndex, PlaceWishes } from '../../shared/domain/places/place-index.ts';

type Ports = {
  /** The classifier's text, from the office. */
  read: () => Promise<string>;
  /** Ends when nobody is busy. */
  idle: () => Promise<unknown>;
};

/** As many as number keys can pick. */
export const MOST_FOUND = 9;

/**
 * The classifier of places on this page, read while nobody is busy. An answer of the office comes when the letter is painted already, and
 * waits for the next frame; what is found here stands in the list with the letter.
 */
export class PlacesHere {
  readonly #ports: Ports;
  #version = '';
  #index: PlaceIndex | undefined;
  #wishes: PlaceWishes = { limit: MOST_FOUND, region: '', recent: [] };

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  /** What was found depends on where the office is, and what was used there last. */
  wish({ region, recent }: Omit<PlaceWishes, 'limit'>): void {
    this.#wishes = { limit: MOST_FOUND, region, recent };
  }

  /** Reads the classifier unless this version of it is here. The one before answers until then; what failed is read when it is asked for again. */
  async keep(version: string): Promise<void> {
    if (version === this.#version) return;
    this.#version = version;
    try {
      await this.#ports.idle();
      const text = await this.#ports.read();
      const index = await indexInTurns(text, this.#ports.idle);
      if (version === this.#version) this.#index = index;
    } catch {
      if (version === this.#version) this.#version = '';
    }
  }

  /** Undefined while nothing is here to look in. */
  find(text: string): PlaceMatch[] | undefined {
    return this.#index?.find(text, this.#wishes);
  }
}
