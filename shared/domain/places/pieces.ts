import { hashOf } from '../log/line.ts';

/** A stretch of the classifier's lines. Its name tells region and content: whoever has a piece of this name has this text. */
export type PlacesPiece = { id: string; text: string };

const NAME = /^places:\d\d:[\w-]{16}$/;

/** Characters of a piece, about 40 KB: what a line that is cut every 80 KB lets through, compressed or not. */
const PIECE = 20_000;

/**
 * The classifier of places in pieces that follow one another: each within one region, so that a newer classifier shares those of
 * all regions in which nothing has changed.
 */
export function piecesOf(classifier: string): PlacesPiece[] {
  const texts: string[] = [];
  for (const line of classifier.split(/(?<=\n)/)) {
    const last = texts.at(-1);
    if (last !== undefined && regionOf(last) === regionOf(line) && last.length + line.length <= PIECE)
      texts[texts.length - 1] = last + line;
    else texts.push(line);
  }
  return texts.map((text) => ({ id: nameOf(text), text }));
}

/** Whether a document's id is one of a piece. */
export const isPieceName = (id: string): boolean => NAME.test(id);

/** Whether this is the text that the name stands for. */
export const isPiece = ({ id, text }: PlacesPiece): boolean => id === nameOf(text);

const regionOf = (text: string) => text.slice(0, 2);

const nameOf = (text: string) => `places:${regionOf(text)}:${hashOf(text).slice(0, 16)}`;
