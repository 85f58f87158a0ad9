import { expect } from 'vitest';
import { changed, newPaper, withAttachments } from '../rx-storage-papers.ts';
import type { Obligations } from './given.ts';

const scan = (text: string, digest: string) => {
  const data = new Blob([text], { type: 'text/plain' });
  return { data, length: data.size, type: 'text/plain', digest };
};
const stub = (text: string, digest: string) => ({ length: text.length, type: 'text/plain', digest });

export const attachments: Obligations = {
  'attachments: are stored beside the document, which keeps only their description': async ({ open }) => {
    const scans = await open({ collection: 'scans', attachments: true });
    const paper = newPaper('1');
    const document = withAttachments(paper, { page: scan('first', 'd1') });
    expect(await scans.bulkWrite([{ document }], 'test')).toEqual({ error: [] });
    const [stored] = await scans.findDocumentsById(['1'], false);
    expect(stored!._attachments).toEqual({ page: stub('first', 'd1') });
    const blob = await scans.getAttachmentData('1', 'page', 'd1');
    expect([await blob.text(), blob.type]).toEqual(['first', 'text/plain']);
  },

  'attachments: stay, change and go with what the document says': async ({ open }) => {
    const scans = await open({ collection: 'scans', attachments: true });
    const paper = newPaper('1');
    await scans.bulkWrite(
      [{ document: withAttachments(paper, { a: scan('aa', 'a1'), b: scan('bb', 'b1'), c: scan('cc', 'c1') }) }],
      'test',
    );
    const [previous] = await scans.findDocumentsById(['1'], false);
    const next = changed(previous!, {});
    const { error } = await scans.bulkWrite(
      [
        {
          previous: previous!,
          document: withAttachments(next, { a: stub('aa', 'a1'), b: scan('new', 'b2') }),
        },
      ],
      'test',
    );
    expect(error).toEqual([]);
    expect(await (await scans.getAttachmentData('1', 'a', 'a1')).text()).toBe('aa');
    expect(await (await scans.getAttachmentData('1', 'b', 'b2')).text()).toBe('new');
    await expect((async () => scans.getAttachmentData('1', 'b', 'b1'))()).rejects.toThrow();
    await expect((async () => scans.getAttachmentData('1', 'c', 'c1'))()).rejects.toThrow();
  },

  'attachments: go when the document is deleted': async ({ open }) => {
    const scans = await open({ collection: 'scans', attachments: true });
    await scans.bulkWrite([{ document: withAttachments(newPaper('1'), { a: scan('aa', 'a1') }) }], 'test');
    const [previous] = await scans.findDocumentsById(['1'], false);
    const deleted = changed(previous!, { _deleted: true, _attachments: {} });
    await scans.bulkWrite([{ previous: previous!, document: deleted }], 'test');
    await expect((async () => scans.getAttachmentData('1', 'a', 'a1'))()).rejects.toThrow();
  },

  'attachments: without their data are refused with 510, and nothing is written': async ({ open }) => {
    const scans = await open({ collection: 'scans', attachments: true });
    const document = withAttachments(newPaper('1'), { a: stub('aa', 'a1') });
    const { error } = await scans.bulkWrite([{ document }, { document: newPaper('2') }], 'test');
    expect(error).toMatchObject([{ status: 510, attachmentId: 'a', documentId: '1' }]);
    expect((await scans.findDocumentsById(['1', '2'], true)).map(({ id }) => id)).toEqual(['2']);
  },
};
