/** Whether the card opens with the form of a correction. */
export type CardSearch = { correct?: true };

export function readCardSearch({ correct }: Record<string, unknown>): CardSearch {
  return correct === true ? { correct } : {};
}
