import { join } from 'node:path';
import { readAssets } from '../../main/office/open/assets.ts';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { openOffice } from '../../main/office/open/open-office.ts';
import { openStore } from '../../main/office/open/open-store.ts';
import { openKeyFile } from '../../main/office/profile/key-file.ts';
import { bookOf } from '../../shared/books/index.ts';
import { fold } from '../../shared/domain/log/fold.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { composeNumber, parseNumber } from '../../shared/domain/number/paper-number.ts';
import { assets, PASSPHRASE, USUAL_TIME } from './offices.ts';

/** Puts one more paper into a closed office's store, under the given sequence: as if all before it had been issued. */
export async function jumpTo(profile: string, sequence: number): Promise<void> {
  const folder = join(profile, 'office');
  const key = await openKeyFile(join(folder, 'key.json'), { vault: undefined, passphrase: PASSPHRASE });
  const store = await openStore(folder, key);
  const office = await openOffice(store, await readAssets(assets), { now: () => USUAL_TIME, log: () => {} });
  const [some] = (await store.papers.find({ limit: 1 }).exec()).map(
    (document) => document.toMutableJSON() as StoredPaper,
  );
  const number = parseNumber(some!.id);
  if (!number.ok) throw new Error(number.reason);
  const paper: Paper = {
    id: composeNumber({ ...number.number, sequence }),
    book: some!.book,
    entry: some!.entry,
    log: [],
  };
  const line = office.lines.write(paper, {
    do: 'register',
    v: 1,
    by: office.clerk(),
    data: { draft: crypto.randomUUID() },
  });
  paper.log.push(line);
  const { state } = fold(bookOf(paper.book)!, paper, office.assets.law);
  await store.papers.insert({ ...paper, state: { ...state, ownN: line.n } });
  await office.stop();
  await store.close();
}
