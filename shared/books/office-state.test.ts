import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { headsOf } from '../domain/log/graph.ts';
import { hashOf, type Paper, sealLine, type Verify } from '../domain/log/line.ts';
import { readOfficeState, type SiteKey } from './office-state.ts';

const post = { kk: 'маман', ru: 'специалист' };
const person = (name: string, administrator?: boolean) => ({ name, post, ...(administrator && { administrator }) });

/** A site with a key of its own. */
function site(name: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = { site: name, publicKey: String(publicKey.export({ format: 'jwk' }).x) };
  return { ...key, sign: (bytes: Uint8Array) => sign(null, bytes, privateKey) };
}
type Site = ReturnType<typeof site>;

const [centre, desk, sister, stranger] = ['centre000000', 'desk00000001', 'desk00000002', 'desk00000003'].map(site) as [
  Site,
  Site,
  Site,
  Site,
];

const verifyEd25519: Verify = (x, bytes, signature) =>
  verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' }), signature);

let n = 0;
/** What a site with a program of its own may send: whoever it names as author, whatever it says. */
function hang(record: Paper, by: Site, author: string, action: string, data: Record<string, unknown>): Paper {
  n++;
  const stamp = `${(1_790_000_000_000 + n).toString(16).padStart(12, '0')}-0000-${by.site}`;
  const after = headsOf(record.log);
  const parents = after.map((id) => record.log.find((line) => line.id === id)!.hash);
  const identity = { id: record.id, book: record.book, entryHash: hashOf(record.entry) };
  const at = '2026-11-25T04:30:00.000Z';
  const open = {
    id: stamp,
    v: 1,
    at,
    by: { id: author, name: author, post },
    site: by.site,
    n,
    after,
    do: action,
    data,
  };
  return { ...record, log: [...record.log, sealLine(identity, open, parents, by.sign)] };
}

const staff = (id: string): Paper => ({ id: `staff:${id}`, book: 'staff', entry: {}, log: [] });
const siteRecord = ({ site: name, publicKey }: SiteKey): Paper => {
  return { id: `site:${name}`, book: 'site', entry: { publicKey }, log: [] };
};
const granted = (of: Site, code: string) =>
  hang(siteRecord(of), centre, 'registry', 'grant', { name: `${code}-терезе`, desk: code, deskFrom: 2026 });
const settingsOf = (fields: [Site, string, string, unknown][]) =>
  fields.reduce((record, [by, author, field, value]) => hang(record, by, author, 'set', { field, value }), {
    id: 'settings',
    book: 'settings',
    entry: {},
    log: [],
  } as Paper);
const forged = (record: Paper): Paper => ({
  ...record,
  log: record.log.map((line, i) => (i === record.log.length - 1 ? { ...line, sig: 'A'.repeat(86) } : line)),
});

const sites = [granted(desk, '01'), granted(sister, '02')];
const read = (...records: Paper[]) =>
  readOfficeState([...sites, ...records], { centre, own: desk, verify: verifyEd25519 });

describe('who is administrator', () => {
  const chief = () => hang(staff('chief'), centre, 'registry', 'set', person('Сейтова', true));

  test('says the registry, or an administrator', () => {
    const first = chief();
    const deputy = hang(staff('deputy'), desk, 'chief', 'set', person('Ким', true));
    const { staff: known } = read(deputy, first);
    expect(known.get('chief')).toEqual(person('Сейтова', true));
    expect(known.get('deputy')).toEqual(person('Ким', true));
  });

  test('nobody else says: neither of himself nor of another, nor who is no administrator any more', () => {
    const own = hang(staff('clerk'), desk, 'clerk', 'set', person('Әбенов', true));
    const friend = hang(staff('friend'), desk, 'clerk', 'set', person('Бекова', true));
    const former = hang(chief(), centre, 'registry', 'set', person('Сейтова'));
    const late = hang(staff('late'), desk, 'chief', 'set', person('Ким', true));
    const { staff: known } = read(own, friend, former, late);
    expect([...known.values()].some(({ administrator }) => administrator)).toBe(false);
    expect(known.get('clerk')).toEqual(person('Әбенов'));
  });

  test('stays so when others correct the name', () => {
    const { staff: known } = read(hang(chief(), sister, 'clerk', 'set', person('Сейтова А. Б.')));
    expect(known.get('chief')).toEqual(person('Сейтова А. Б.', true));
  });

  test('is not said by an invented signature, in whoever’s name', () => {
    const record = forged(hang(staff('clerk'), centre, 'registry', 'set', person('Әбенов', true)));
    const { staff: known, unproved } = read(chief(), record);
    expect([...known.keys()]).toEqual(['chief']);
    expect(unproved).toEqual([{ record: 'staff:clerk', line: record.log[0] }]);
  });
});

describe('a text of a letter', () => {
  const text = (title: string) => ({ to: '{applicant.name}', title, body: 'Мәтін', post: '', name: '', foot: '' });
  const record = (): Paper => ({ id: 'letter:reminder.kk', book: 'letter', entry: {}, log: [] });
  const chief = () => hang(staff('chief'), centre, 'registry', 'set', person('Сейтова', true));
  const titleIn = ({ letters }: ReturnType<typeof read>) => letters.get('reminder.kk')?.text.title;

  test('is anybody’s of the office until somebody is administrator, then theirs alone', () => {
    const byClerk = hang(record(), desk, 'clerk', 'set', text('Кеңсенікі'));
    expect(titleIn(read(byClerk))).toBe('Кеңсенікі');
    const first = chief();
    const byChief = hang(byClerk, desk, 'chief', 'set', text('Басшынікі'));
    const again = hang(byChief, sister, 'clerk', 'set', text('Тағы да кеңсенікі'));
    expect(titleIn(read(first, again))).toBe('Басшынікі');
    expect(read(first, again).letters.get('reminder.kk')).toMatchObject({
      by: 'chief',
      at: '2026-11-25T04:30:00.000Z',
    });
    expect(titleIn(read(first, forged(hang(byChief, sister, 'chief', 'set', text('Жалған')))))).toBe('Басшынікі');
  });

  test('is the built-in one again after it was taken back, and what is no text changes nothing', () => {
    const first = chief();
    const set = hang(record(), desk, 'chief', 'set', text('Басшынікі'));
    const odd = hang(set, desk, 'chief', 'set', { title: 7 });
    expect(titleIn(read(first, odd))).toBe('Басшынікі');
    expect(read(first, hang(odd, desk, 'chief', 'reset', {})).letters.size).toBe(0);
  });

  test('may name fields of a newer program: they are kept as they stand', () => {
    const newer = hang(record(), desk, 'clerk', 'set', text('{paper.somethingNew}'));
    expect(titleIn(read(newer))).toBe('{paper.somethingNew}');
  });
});

describe('a line that is not proved', () => {
  test('of a site whose key has not come counts as soon as it has', () => {
    const record = hang(staff('new'), stranger, 'new', 'set', person('Жаңа'));
    const other = hang(staff('known'), desk, 'known', 'set', person('Бұрынғы'));
    expect([...read(record, other).staff.keys()]).toEqual(['known']);
    const later = read(record, other, granted(stranger, '03'));
    expect([...later.staff.keys()].sort()).toEqual(['known', 'new']);
    expect(later.unproved).toEqual([]);
  });

  test('silences nothing that is hung on it, nor what stands beside it under its id', () => {
    const wrong = forged(hang(staff('kim'), sister, 'kim', 'set', person('Жалған')));
    const right = hang(wrong, centre, 'registry', 'set', person('Ким'));
    const twin = { ...right, log: [...right.log, { ...right.log[1]!, data: person('Егіз'), hash: 'A'.repeat(43) }] };
    expect(read(twin).staff.get('kim')).toEqual(person('Ким'));
  });

  test('locks nobody out: an office opens by what stands there', () => {
    const zone = forged(settingsOf([[sister, 'clerk', 'zone', 'Asia/Almaty']]));
    const { settings, staff: known } = read(
      zone,
      forged(hang(staff('kim'), sister, 'kim', 'set', person('Ким', true))),
    );
    expect(settings.zone).toBe('Asia/Almaty');
    expect(known.get('kim')).toEqual(person('Ким'));
  });
});

describe('a setting', () => {
  test('that the registry has set no desk changes; what nobody has set any desk may', () => {
    const channels = { site: '', sms: '1012', phones: [], complaintPhone: '' };
    const record = settingsOf([
      [centre, 'registry', 'zone', 'Asia/Atyrau'],
      [desk, 'clerk', 'channels', channels],
      [sister, 'clerk', 'zone', 'Asia/Almaty'],
    ]);
    expect(read(record).settings).toEqual({ zone: 'Asia/Atyrau', channels });
  });

  test('is changed by an administrator', () => {
    const chief = hang(staff('chief'), centre, 'registry', 'set', person('Сейтова', true));
    const record = settingsOf([
      [centre, 'registry', 'zone', 'Asia/Atyrau'],
      [sister, 'chief', 'zone', 'Asia/Almaty'],
    ]);
    expect(read(chief, record).settings.zone).toBe('Asia/Almaty');
  });
});

describe('a site', () => {
  test('is entered and revoked by the registry alone, also in its own record', () => {
    const claims = hang(sites[1]!, sister, 'clerk', 'grant', { name: 'x', desk: '01', deskFrom: 2026 });
    const revoked = hang(sites[0]!, sister, 'clerk', 'revoke', { why: '' });
    const { sites: known } = readOfficeState([revoked, claims], { centre, own: desk, verify: verifyEd25519 });
    expect(known.get(sister.site)).toMatchObject({ desk: '02', name: '02-терезе' });
    expect(known.get(desk.site)).toMatchObject({ revokedAt: '' });
  });

  test('that somebody else has entered is none, and its key is not believed', () => {
    const record = hang(siteRecord(stranger), stranger, 'registry', 'grant', { name: 'x', desk: '03', deskFrom: 2026 });
    const { sites: known, keyOfSite } = read(record);
    expect(known.has(stranger.site)).toBe(false);
    expect(keyOfSite(stranger.site)).toBeUndefined();
  });

  test('stands for itself in an office that no registry has entered', () => {
    const record = hang(siteRecord(desk), desk, 'clerk', 'register', {});
    const clerk = hang(staff('clerk'), desk, 'clerk', 'set', person('Әбенов'));
    const state = readOfficeState([record, clerk], { own: undefined, verify: verifyEd25519 });
    expect(state.unproved).toEqual([]);
    expect(state.keyOfSite(desk.site)).toBe(desk.publicKey);
    expect([...state.staff.keys()]).toEqual(['clerk']);
  });
});

describe('days of the calendar', () => {
  const days: Paper = { id: 'days:2026', book: 'days', entry: {}, log: [] };
  const decree = { number: '742', date: '2026-11-20', name: 'О переносе' };
  const enter = (day: string) => ({ day, to: 'off', decree });
  const chief = () => hang(staff('chief'), centre, 'registry', 'set', person('Сейтова', true));
  const entered = (...records: Paper[]) => read(...records).days.map(({ day, takenBack }) => [day, takenBack !== null]);

  test('are entered and taken back by an administrator, and by the registry', () => {
    const known = chief();
    const first = hang(days, desk, 'chief', 'enter', enter('2026-12-11'));
    const second = hang(first, centre, 'registry', 'enter', enter('2026-12-14'));
    const back = hang(second, sister, 'chief', 'takeBack', { line: first.log[0]!.id, why: 'ошибка' });
    expect(entered(known, back)).toEqual([
      ['2026-12-11', true],
      ['2026-12-14', false],
    ]);
  });

  test('are nobody else’s, whoever is named: a clerk enters none and takes none back, a forged line does not count', () => {
    const known = chief();
    const first = hang(days, desk, 'chief', 'enter', enter('2026-12-11'));
    const clerks = hang(first, desk, 'clerk', 'enter', enter('2026-12-14'));
    const back = hang(clerks, desk, 'clerk', 'takeBack', { line: first.log[0]!.id, why: 'ошибка' });
    const invented = forged(hang(back, sister, 'chief', 'enter', enter('2026-12-15')));
    expect(entered(known, invented)).toEqual([['2026-12-11', false]]);
  });
});
