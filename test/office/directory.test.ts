import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { directoryMirror } from '../../main/office/centre/directory-mirror.ts';
import { papersSchema, type StoredPaper } from '../../main/office/open/collections.ts';
import type { Store } from '../../main/office/open/open-store.ts';
import { LAW_OF_STATES } from '../../main/office/open/refold.ts';
import { writeRow } from '../../main/store/write-row.ts';
import type { Card } from '../../shared/contract/shapes.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, assets, first, PASSPHRASE, readyOffice, startOffice } from './offices.ts';

/** The calendar as it ships, with one more day off. */
function newCalendar(version: string, off: string): unknown {
  const calendar = JSON.parse(readFileSync(join(assets, 'law/calendar.json'), 'utf8'));
  calendar.version = version;
  calendar.decrees.find(({ year }: { year: number }) => year === 2026).off.push(off);
  return calendar;
}

async function officeWithPapers(papers: number) {
  const office = await readyOffice();
  const numbers: string[] = [];
  for (let n = 0; n < papers; n++) numbers.push((await office.register(appeal())).number);
  await office.close();
  return { profile: office.profile, numbers };
}

/** The office opened again by its passphrase. */
async function reopened(profile: string) {
  const office = startOffice(profile);
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  return office;
}

async function logsIn({ papers }: Store): Promise<unknown[]> {
  return (await papers.find().exec()).map((document) => document.toMutableJSON().log);
}

async function cardOnce(card: () => Promise<Card>, is: (card: Card) => boolean): Promise<Card> {
  for (;;) {
    const now = await card();
    if (is(now)) return now;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a newer calendar from the registry’s directory', () => {
  test('moves the terms of all open papers, says why in their history, and writes nothing into their logs', async () => {
    const { profile, numbers } = await officeWithPapers(60);
    const logsBefore = await inClosedOffice(profile, async (office, store) => {
      const logs = await logsIn(store);
      expect(
        await office.takePart('calendar', { version: '2026-12-01', content: newCalendar('2026-12-01', '2026-12-11') }),
      ).toBe('taken');
      return logs;
    });
    const office = await reopened(profile);
    for (const number of numbers) {
      const card = await cardOnce(
        () => first(office.client.papers.card({ number })),
        ({ row }) => row.dueOn === '2026-12-23',
      );
      expect(card.moves).toMatchObject([{ from: '2026-12-22', to: '2026-12-23', calendar: '2026-12-01' }]);
      expect(card.moves[0]).not.toHaveProperty('terms');
    }
    await office.close();
    expect(await inClosedOffice(profile, (_office, store) => logsIn(store))).toEqual(logsBefore);
  });

  test('counts for papers that come after it at once, and after a restart without a network', async () => {
    const { profile } = await officeWithPapers(1);
    await inClosedOffice(profile, async (office) => {
      await office.takePart('calendar', { version: '2026-12-01', content: newCalendar('2026-12-01', '2026-12-11') });
      expect(office.assets.versions.calendar).toBe('2026-12-01');
    });
    const office = await reopened(profile);
    expect((await office.register(appeal())).dueOn).toBe('2026-12-23');
  });

  test('is not taken when it is older, the same, or nothing this program can read; the law stays', async () => {
    const { profile } = await officeWithPapers(1);
    await inClosedOffice(profile, async (office) => {
      const { law } = office.assets;
      for (const version of ['2020-01-01', office.assets.versions.calendar])
        expect(await office.takePart('calendar', { version, content: newCalendar(version, '2026-12-11') })).toBe(
          'notNewer',
        );
      for (const content of [
        undefined,
        'a page of a portal',
        { holidays: [] },
        { ...(newCalendar('2027', '2026-12-11') as object), decrees: [] },
      ])
        expect(await office.takePart('calendar', { version: '2027-01-01', content })).toBe('notReadable');
      for (const published of [undefined, null, 5, { version: 5 }, {}])
        expect(await office.takePart('terms', published)).toBe('notReadable');
      expect(office.assets.law).toBe(law);
    });
  });

  test('that this program cannot read is set aside, and asked for again by a newer one', async () => {
    const { profile } = await officeWithPapers(1);
    await inClosedOffice(profile, async (office) => {
      const part = (version: string, content: unknown) => ({
        current: { id: 'calendar', book: 'directory', entry: { version, content }, log: [] },
        others: [],
      });
      const mirror = directoryMirror(office);
      const unite = async (copies: ReturnType<typeof part>) => (await mirror.unite([copies])).get('calendar');
      expect(await unite(part('2027-01-01', 'of another time'))).toMatchObject({ ok: false, why: 'schema' });
      expect(await unite(part('2027-01-01', newCalendar('2027-01-01', '2026-12-11')))).toMatchObject({ ok: true });
    });
  });

  test('does so after the office was stopped in the middle, and after its files were made anew', async () => {
    const { profile, numbers } = await officeWithPapers(60);
    await inClosedOffice(profile, async (office) => {
      // The office stops before the first batch is through.
      void office.takePart('calendar', { version: '2026-12-01', content: newCalendar('2026-12-01', '2026-12-11') });
    });
    const office = await reopened(profile);
    await office.client.keys.changeKey({ passphrase: PASSPHRASE });
    const moved = ({ row }: Card) => row.dueOn === '2026-12-23';
    for (const number of numbers) {
      const { moves } = await cardOnce(() => first(office.client.papers.card({ number })), moved);
      expect(moves).toHaveLength(1);
    }
  });
});

/** A closed paper of a book that was unknown: what journals are sorted and filtered by, and nothing else. */
function ofEarlierProgram(state: StoredPaper['state']): StoredPaper['state'] {
  const common = papersSchema.properties.state.properties!;
  const known = Object.entries(state).filter(([field]) => field in common);
  return { ...(Object.fromEntries(known) as typeof state), open: false, status: '', dueOn: '', from: '' };
}

describe('a newer program', () => {
  test('folds every paper by its own rules, closed ones and those of a book that was unknown before too', async () => {
    const { profile, numbers } = await officeWithPapers(3);
    await inClosedOffice(profile, async ({ store }) => {
      const stored = await store.papers.storageInstance.findDocumentsById(numbers, false);
      const byAnEarlierProgram = stored.map((was) => writeRow(was, { ...was, state: ofEarlierProgram(was.state) }));
      expect((await store.papers.storageInstance.bulkWrite(byAnEarlierProgram, 'test')).error).toEqual([]);
      const law = await store.local.findOne(LAW_OF_STATES).exec(true);
      await law.incrementalPatch({ value: { ...law.toJSON().value, rules: 'of an earlier program' } });
    });
    const office = await reopened(profile);
    for (const number of numbers) {
      const { row, moves } = await cardOnce(
        () => first(office.client.papers.card({ number })),
        ({ row }) => row.status !== '',
      );
      expect(row).toMatchObject({ status: 'registered', from: appeal().applicant.name });
      expect(moves).toEqual([]);
    }
    await office.close();
  });
});

describe('newer lists', () => {
  test('of subjects, bodies and places are what the intake offers', async () => {
    const { profile } = await officeWithPapers(0);
    await inClosedOffice(profile, async (office) => {
      const [subject] = office.assets.subjects;
      const [body] = office.assets.higherBodies;
      const version = '2027-01-01';
      expect(await office.takePart('subjects', { version, content: { version, subjects: [subject] } })).toBe('taken');
      expect(await office.takePart('bodies', { version, content: { version, bodies: [body] } })).toBe('taken');
      const classifier = '230000000\tАтырауская область\tАтырау облысы\t\n239999999\tс.Новый Аул\tЖаңаауыл\t\n';
      expect(await office.takePart('places', { version, content: { classifier } })).toBe('taken');
    });
    const office = await reopened(profile);
    const directory = await first(office.client.directory.watch());
    expect([directory.subjects.length, directory.higherBodies.length]).toEqual([1, 1]);
    const found = await office.client.places.find({ text: 'жанааул', limit: 5 });
    expect(found).toMatchObject([{ code: '239999999' }]);
  });
});
