import { writeSync } from 'node:fs';
import { openCollections } from '../../main/office/open/open-store.ts';
import { searchFullText } from '../../main/store/search.ts';

/**
 * Opens the store of an office, which a test may kill meanwhile. Arguments: the folder, its key in hexadecimal digits. Prints `begun`,
 * `opened`, and JSON of what is there.
 */
const [folder, key] = process.argv.slice(2) as [string, string];
writeSync(1, 'begun\n');
const store = await openCollections(folder, Buffer.from(key, 'hex'));
writeSync(1, 'opened\n');
const newest = { sort: [{ 'state.registeredOn': 'desc' }, { 'state.order': 'desc' }, { id: 'desc' }] } as const;
const papers = await store.papers.find({ selector: { book: 'appeals' }, ...newest } as never).exec();
const counted = await store.papers.count({ selector: { 'state.status': { $gte: '' } } }).exec();
const found = papers.filter(({ id }) => searchFullText(store.connection, 'papers', id, 2)[0] === id).length;
const open = await store.papers.find({ selector: { book: 'appeals', 'state.open': true }, ...newest } as never).exec();
writeSync(1, `${JSON.stringify({ ids: papers.map(({ id }) => id), counted, found, open: open.length })}\n`);
await store.close();
