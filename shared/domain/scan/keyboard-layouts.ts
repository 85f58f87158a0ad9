/**
 * A barcode scanner types keys, as on an American keyboard; which characters come out is decided by the layout that happens to
 * be on. Where each key of a row is in which layout:
 */
const american = {
  plain: "`1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./",
  shifted: '~!@#$%^&*()_+QWERTYUIOP{}|ASDFGHJKL:"ZXCVBNM<>?',
};
const russian = {
  plain: 'ё1234567890-=йцукенгшщзхъ\\фывапролджэячсмитьбю.',
  shifted: 'Ё!"№;%:?*()_+ЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,',
};
/** Kazakh letters stand where the digits are, so that no digit comes out at all. */
const kazakh = {
  plain: '("әіңғ,.үұқөһйцукенгшщзхъ\\фывапролджэячсмитьбю№',
  shifted: ')!ӘІҢҒ;:ҮҰҚӨҺЙЦУКЕНГШЩЗХЪ/ФЫВАПРОЛДЖЭЯЧСМИТЬБЮ?',
};

/** What a text would read if each of its characters had been typed on the American layout instead. */
export type Reading = (typed: string) => string;

/** Every way to read what a scanner has typed: as it is, from the Russian, from the Kazakh layout. */
export const readings: readonly Reading[] = [(typed) => typed, from(russian), from(kazakh)];

function from(layout: typeof american): Reading {
  const keys = new Map<string, string>();
  for (const row of ['shifted', 'plain'] as const) {
    for (const [key, character] of [...layout[row]].entries()) keys.set(character, american[row][key]!);
  }
  // Caps Lock turns the letters on the digits' keys, not the keys themselves: Ә is 2 and not @.
  const digits = new Map(
    [...layout.plain.slice(1, 11)].map((letter, key) => [letter.toUpperCase(), american.plain[key + 1]!]),
  );
  return (typed) => [...typed].map((character) => digits.get(character) ?? keys.get(character) ?? character).join('');
}
