/** From this many characters on a text that was not typed is shown by its beginning: editing it in a box would be slow. */
export const LONG_TEXT = 20_000;
