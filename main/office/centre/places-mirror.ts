import { z } from 'zod';
import { isPiece, isPieceName, piecesOf } from '../../../shared/domain/places/pieces.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** What the directory says of the classifier of places: which pieces make it, in their order. */
const listSchema = z.object({ version: z.string().min(1).max(40), content: z.object({ pieces: z.array(z.string()) }) });
const pieceSchema = z.object({ text: z.string() });

const LIST = 'directory-list:places';
const noteOf = (id: string) => `directory-piece:${id}`;

/**
 * The classifier of places as the registry's `directory` carries it: in pieces, since in one it does not get through a thin line. They
 * come in any order, and are kept until all are here; those that the classifier in use has too are taken from it.
 */
export function createPlacesMirror(office: Pick<OpenOffice, 'takePart' | 'assets' | 'log' | 'store'>) {
  const { local } = office.store;
  let own: { version: string; texts: Map<string, string> } | undefined;

  /** Pieces of the classifier in use. */
  async function ownPieces(): Promise<Map<string, string>> {
    const { assets } = office;
    if (own?.version !== assets.versions.places) {
      const pieces = piecesOf(await assets.classifier());
      own = { version: assets.versions.places, texts: new Map(pieces.map(({ id, text }) => [id, text])) };
    }
    return own.texts;
  }

  return {
    isPiece: isPieceName,
    async keepPiece(id: string, entry: unknown): Promise<void> {
      const piece = pieceSchema.safeParse(entry);
      if (!piece.success || !isPiece({ id, ...piece.data })) {
        office.log('warning', 'a piece of the classifier is not what its name says', { id });
      } else if (!(await ownPieces()).has(id)) await local.upsert({ id: noteOf(id), value: piece.data });
    },
    async keepList(entry: unknown): Promise<void> {
      const list = listSchema.safeParse(entry);
      if (!list.success) office.log('warning', 'the list of places cannot be read');
      else if (list.data.version > office.assets.versions.places) await local.upsert({ id: LIST, value: list.data });
    },
    /** Takes the classifier over when it is whole; what was kept for that is dropped. */
    async takeWhole(): Promise<void> {
      const kept = listSchema.safeParse((await local.findOne(LIST).exec())?.toJSON().value);
      if (!kept.success) return;
      const { version, content } = kept.data;
      const [here, came] = [await ownPieces(), await local.findByIds(content.pieces.map(noteOf)).exec()];
      const texts = content.pieces.map((id) => here.get(id) ?? came.get(noteOf(id))?.toJSON().value.text);
      if (texts.includes(undefined)) return;
      const taken = await office.takePart('places', { version, content: { classifier: texts.join('') } });
      office.log('info', 'a part of the directory', { part: 'places', taken });
      await local.bulkRemove([LIST, ...came.keys()]);
    },
  };
}
