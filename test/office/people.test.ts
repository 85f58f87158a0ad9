import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import type { AppealEntry, AppealIntake } from '../../shared/books/appeals.ts';
import { appeals } from '../../shared/books/appeals.ts';
import type { Row } from '../../shared/contract/shapes.ts';
import { fold } from '../../shared/domain/log/fold.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, first, PASSPHRASE, readyOffice, startOffice } from './offices.ts';

const IIN = '850412400123';

const from = (applicant: Partial<AppealIntake['applicant']>, summary = 'Көше жарығы туралы') =>
  appeal((it) => {
    Object.assign(it.applicant, applicant);
    it.paper.summary = summary;
  });

describe('an earlier applicant', () => {
  test('is found by the whole IIN, as the newest paper names them, with everything to fill in', async () => {
    const { client, register, clock } = await readyOffice();
    await register(from({ idNumber: IIN, name: 'Әлімқұлова Айгүл', phone: '8 (7122) 32-15-00', street: 'Ескі' }));
    clock.now += 24 * 60 * 60 * 1_000;
    const newest = {
      idNumber: '850412 400123',
      name: 'Әлімқұлова Айгүл Серікқызы',
      phone: '+7 700 000 01 23',
      place: { id: '233620100', name: 'Құлсары қаласы' },
      street: 'Абай көшесі, 5',
      email: 'a@pochta.example',
      representative: { name: 'Оразов Болат', idNumber: '', basis: 'сенімхат № 5', phone: '' },
    };
    await register(from(newest));
    await register(from({ name: 'Қабденов Ерлан', idNumber: '900101300017' }));
    const found = await client.people.find({ idNumber: '850412-400123', limit: 5 });
    expect(found).toEqual([
      { applicant: { type: 'individual', members: 0, contact: '', ...newest }, papers: 2, lastOn: '2026-12-02' },
    ]);
  });

  test('who spoke for a collective and came alone too is found in both roles', async () => {
    const { client, register } = await readyOffice();
    const name = 'Абай көшесі 5-үйдің тұрғындары';
    await register(from({ name: 'Әлімқұлова Айгүл', idNumber: IIN }));
    await register(from({ type: 'collective', name, idNumber: IIN, members: 14, contact: 'Әлімқұлова Айгүл' }));
    const found = await client.people.find({ idNumber: IIN, limit: 5 });
    expect(found.map(({ applicant, papers }) => `${applicant.type} ${applicant.name} ${papers}`)).toEqual([
      `collective ${name} 1`,
      'individual Әлімқұлова Айгүл 1',
    ]);
  });

  test('is never found by a part of a number', async () => {
    const { client, register } = await readyOffice();
    await register(from({ idNumber: IIN, phone: '+7 700 000 01 23' }));
    await fc.assert(
      fc.asyncProperty(fc.nat(11), fc.nat(12), async (start, length) => {
        const part = IIN.slice(start, start + length);
        if (part === IIN) return;
        expect(await client.people.find({ idNumber: part, limit: 5 })).toEqual([]);
      }),
      { numRuns: 40 },
    );
    for (const phone of ['700000012', '0000123', '+7 700 000 01 2', '8 701 000 01 23'])
      expect(await client.people.find({ phone, limit: 5 })).toEqual([]);
  });

  test('is not whoever’s paper speaks of the number, or for whom somebody else came', async () => {
    const { client, register } = await readyOffice();
    const phone = '+7 700 000 01 23';
    await register(from({ name: 'Әлімқұлова Айгүл', idNumber: IIN, phone }));
    const representative = { name: 'Әлімқұлова Айгүл', idNumber: IIN, basis: '', phone };
    await register(from({ name: 'Қабденов Ерлан', representative }, `ЖСН ${IIN}, телефон 77000000123`));
    for (const query of [{ idNumber: IIN }, { phone }]) {
      const found = await client.people.find({ ...query, limit: 5 });
      expect(found.map(({ applicant }) => applicant.name)).toEqual(['Әлімқұлова Айгүл']);
    }
  });

  test.each(['+7 700 000 01 23', '8 (700) 000-01-23', '77000000123', '7000000123', '٨ ٧٠٠ ٠٠٠ ٠١ ٢٣'])(
    'is found by the phone %s',
    async (phone) => {
      const { client, register } = await readyOffice();
      await register(from({ name: 'Қабденов Ерлан', phone: '+7 (700) 0000123, 32-15-00' }));
      const found = await client.people.find({ phone, limit: 5 });
      expect(found.map(({ applicant }) => applicant.name)).toEqual(['Қабденов Ерлан']);
    },
  );

  test('is offered by name while it is typed, each person once, the one who came last first', async () => {
    const { client, register } = await readyOffice();
    await register(from({ name: 'Әлімқұлова Айгүл Серікқызы', idNumber: IIN }));
    await register(from({ name: 'Алимкулов Асқар', phone: '+7 701 111 22 33' }));
    await register(from({ name: 'Әлімқұлова Айгүл', idNumber: IIN }));
    await register(from({ name: 'Қабденов Ерлан' }, 'Әлімқұлова Айгүлдің үйі туралы'));
    const names = async (name: string) =>
      (await client.people.find({ name, limit: 5 })).map(({ applicant, papers }) => `${applicant.name} ${papers}`);
    expect(await names('алимкул')).toEqual(['Әлімқұлова Айгүл 2', 'Алимкулов Асқар 1']);
    expect(await names('Айгүл әлім')).toEqual(['Әлімқұлова Айгүл 2']);
    expect(await names('ал')).toEqual([]);
    expect(await names('')).toEqual([]);
  });

  test('is offered however often the name stands in what others wrote', async () => {
    const { client, register } = await readyOffice();
    await register(from({ name: 'Мырзабеков Әкім' }));
    for (let n = 0; n < 120; n++) await register(from({ name: 'Қабденов Ерлан' }, 'Құрметті әкім мырза!'));
    const found = await client.people.find({ name: 'әкім мырза', limit: 5 });
    expect(found.map(({ applicant }) => applicant.name)).toEqual(['Мырзабеков Әкім']);
  });

  test('has the corrected name where it was corrected', async () => {
    const { register, close, profile } = await readyOffice();
    const { number } = await register(from({ name: 'Әлімқұлва Айгүл', idNumber: IIN }));
    await close();
    await inClosedOffice(profile, async (office, { papers }) => {
      const stored = (await papers.findOne(number).exec(true)).toMutableJSON() as StoredPaper;
      const paper: Paper<AppealEntry> = { ...stored, entry: stored.entry as AppealEntry };
      const change = { field: 'applicant.name', old: 'Әлімқұлва Айгүл', new: 'Әлімқұлова Айгүл', why: 'қате' };
      const line = office.lines.write(paper, { do: 'amend', v: 1, by: office.clerk(), data: change });
      paper.log.push(line);
      const { state } = fold(appeals, paper, office.assets.law);
      await papers.upsert({ ...paper, state: { ...stored.state, ...state } });
      office.lines.commit(line);
    });
    const { client: again } = startOffice(profile);
    await again.office.unlock({ passphrase: PASSPHRASE });
    const [person] = await again.people.find({ idNumber: IIN, limit: 5 });
    expect(person!.applicant.name).toBe('Әлімқұлова Айгүл');
    expect(await again.people.find({ name: 'алимкулова', limit: 5 })).toHaveLength(1);
  });
});

describe('the papers of the person in the form', () => {
  test('stand beside it, live, and are nobody else’s', async () => {
    const { client, register } = await readyOffice();
    const name = 'Әлімқұлова Айгүл Серікқызы';
    await register(from({ name, idNumber: IIN }, 'бірінші'));
    await register(from({ name, idNumber: '900101300017' }, 'аттас'));
    const query = { idNumber: IIN, phone: '', name, limit: 10 };
    const rows = (await client.people.papers(query))[Symbol.asyncIterator]();
    const summaries = async () => (((await rows.next()).value ?? []) as Row[]).map(({ summary }) => summary);
    expect(await summaries()).toEqual(['бірінші']);
    await register(from({ name, idNumber: IIN }, 'екінші'));
    expect(await summaries()).toEqual(['екінші', 'бірінші']);
    await rows.return?.();
    const byName = await first(client.people.papers({ ...query, idNumber: '', name: name.toUpperCase() }));
    expect(byName).toHaveLength(3);
    expect(await first(client.people.papers({ ...query, idNumber: '', name: 'Әлімқұлова' }))).toEqual([]);
  });
});

test('any text is a safe question', async () => {
  const { client, register } = await readyOffice();
  await register(appeal());
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
      await client.people.find({ idNumber: text, phone: text, name: text, limit: 3 });
      await first(client.people.papers({ idNumber: text, phone: text, name: text, limit: 3 }));
    }),
    { numRuns: 60 },
  );
});
