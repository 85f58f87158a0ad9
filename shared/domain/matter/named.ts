import { soundsOf } from './sound.ts';

/** Names of places, streets and establishments in a text, by sound, and the numbers in it: of what a paper speaks, beside about what. */
export type Named = { names: readonly string[]; numbers: readonly string[] };

const QUOTED = /«(\p{Lu}[^»]{1,40})»/gu;
/** What is quoted at greater length is speech. */
const MOST_WORDS = 3;
/** A capital letter where no sentence begins. */
const WITHIN = /[\p{Ll}\p{N},;:№)]\s+(\p{Lu}\p{Ll}{2,})/gu;
/** Before or behind the word for what it is a name of, as Kazakh and Russian have it. */
const BEFORE_KIND =
  /(\p{Lu}\p{Ll}{2,})\s+(?:көше|даңғыл|ауыл|шағын|ықшам|мөлтек|бөлімше|село|кент|қыста|ауданы|аудандық)/gu;
const BEHIND_KIND =
  /(?:[Уу]лиц\p{L}*|[Уу]л\.|[Пп]ереулк?\p{L}*|[Пп]роспект\p{L}*|[Сс]ел[оаеу]|[Аа]ул[ае]?|[Мм]икрорайон\p{L}*|[Мм]кр\.?|[Пп]арк\p{L}*)\s+(\p{Lu}\p{L}{2,})/gu;
const NUMBER = /\d+/g;
const SHORTEST = 3;

/**
 * @param isWord whether a sound is a word with a meaning of its own: with a capital letter within a sentence it is a body or a title, no
 *   name of a place
 */
export function namedIn(text: string, isWord: (sound: string) => boolean): Named {
  const names = new Set<string>();
  const add = (written: string, sure: boolean) => {
    for (const sound of soundsOf(written)) if (sound.length >= SHORTEST && (sure || !isWord(sound))) names.add(sound);
  };
  // Where all is written in capitals they tell nothing.
  if (!isShouted(text)) {
    for (const [, name] of text.matchAll(QUOTED)) if (name!.split(/\s+/).length <= MOST_WORDS) add(name!, true);
    for (const [, name] of text.matchAll(WITHIN)) add(name!, false);
    for (const [, name] of text.matchAll(BEFORE_KIND)) add(name!, true);
    for (const [, name] of text.matchAll(BEHIND_KIND)) add(name!, true);
  }
  return { names: [...names], numbers: [...new Set(text.match(NUMBER))] };
}

function isShouted(text: string): boolean {
  return (text.match(/\p{Lu}/gu)?.length ?? 0) > (text.match(/\p{Ll}/gu)?.length ?? 0);
}
