import { join } from 'node:path';
import { type Assets, readAssets } from '../../main/office/open/assets.ts';
import type { StoredPaper } from '../../main/office/open/collections.ts';
import { openOffice } from '../../main/office/open/open-office.ts';
import { openStore } from '../../main/office/open/open-store.ts';
import { storedPaper } from '../../main/office/open/stored-paper.ts';
import { findKey, keyByPassphrase } from '../../main/office/profile/keyring.ts';
import { type Place, placeOf, type Which } from '../../main/office/profile/place.ts';
import { readIntake } from '../../main/office/services/intake-check.ts';
import { localDate } from '../../main/office/services/local-time.ts';
import { withIdWarnings } from '../../shared/books/appeals/corrected.ts';
import { type AppealEntry, type AppealIntake, appeals, emptyAppeal } from '../../shared/books/appeals.ts';
import { identityCheckDigit } from '../../shared/domain/identity/check-digit.ts';
import { registrationDay } from '../../shared/domain/law/registration-day.ts';
import type { Paper } from '../../shared/domain/log/line.ts';
import { composeNumber } from '../../shared/domain/number/paper-number.ts';

const assetsFolder = join(import.meta.dirname, '../../assets');

/** So many papers come a day; a year has about 250 working days. */
const A_DAY = 100;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Of the papers, how many come from somebody who has been here before. */
const FAMILIAR = 0.4;
const BATCH = 500;

type MadePaper = { at: number; intake: AppealIntake };

/**
 * Papers as an office takes them, the same for the same seed, the oldest first: people who come again, their IIN and phone, real
 * places, all kinds and ways, texts of a few sentences, `A_DAY` a day up to `until`.
 */
function* makePapers(
  count: number,
  { seed, until, lists }: { seed: number; until: number; lists: Lists },
): Generator<MadePaper> {
  const random = randomOf(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const people: Person[] = [];
  for (let n = 0; n < count; n++) {
    const daysAgo = Math.floor((count - 1 - n) / A_DAY);
    const place = (n % A_DAY) / A_DAY;
    const at = until - daysAgo * DAY_MS - Math.floor((1 - place) * 8 * 60 * 60 * 1_000);
    const isNew = people.length === 0 || random() >= FAMILIAR;
    const person = isNew ? personOf(people.length, random, lists.places) : pick(people);
    if (isNew) people.push(person);
    const intake = emptyAppeal(new Date(at).toISOString().slice(0, 10));
    Object.assign(intake.applicant, person);
    const [subject, about] = pick(lists.subjects);
    const kazakh = random() < 0.6;
    Object.assign(intake.paper, {
      kind: pick(lists.kinds),
      way: pick(['byHand', 'byHand', 'byHand', 'post', 'electronic', 'oral', 'personalReception', 'hotLine']),
      language: kazakh ? 'state' : 'official',
      subject,
      summary: kazakh ? `${about.kk} туралы, ${n + 1}` : `О вопросе «${about.ru}», ${n + 1}`,
      text: Array.from({ length: 2 + Math.floor(random() * 4) }, () => pick(kazakh ? sentences.kk : sentences.ru)).join(
        ' ',
      ),
      sheets: 1 + Math.floor(random() * 4),
      attachments: Math.floor(random() * 3),
      ...(random() < 0.1 && { higherBody: pick(lists.higherBodies) }),
      ...(random() < 0.15 && { senderNumber: `${1 + Math.floor(random() * 900)}/ЖТ-${n}` }),
    });
    if (random() < 0.7) intake.handling.executor = pick(lists.staff);
    yield { at, intake };
  }
}

/**
 * Puts so many papers into the closed office of a profile, signed and numbered as if they had been registered one after the
 * other; about 2,000 a second. Asks for no passphrase of an office whose key lies open (the demo).
 */
export async function fillProfile(
  profile: string,
  count: number,
  { which, passphrase, until, seed = 1 }: { which: Which; passphrase?: string; until: number; seed?: number },
): Promise<void> {
  const place = placeOf(profile, which);
  const store = await openStore(place.folder, place.markFile, await keyOf(place, passphrase));
  const assets = await readAssets(assetsFolder);
  let now = until;
  const machine = store.mark.value?.machine ?? '';
  const office = await openOffice(store, assets, { now: () => now, machine, log: () => {} });
  const { region, agency, zone } = office.records.settings;
  const desk = Number(office.site.desk);
  const lists = await listsOf(assets, region, office.records.staff);
  const sequences = new Map<number, number>();
  let batch: StoredPaper[] = [];
  try {
    for (const { at, intake } of makePapers(count, { seed, until, lists })) {
      now = at;
      const acceptedAt = new Date(at).toISOString();
      const today = localDate(at, zone);
      const year = Number(today.slice(0, 4));
      const sequence = (sequences.get(year) ?? office.numbers.greatestSequence(office.site.desk, year)) + 1;
      sequences.set(year, sequence);
      const checked = readIntake(office, intake, today);
      const { registeredOn } = registrationDay(acceptedAt, zone, assets.law);
      const receipt = { acceptedAt, registeredOn, zone, agency: region + agency, sample: true, clockBehind: false };
      const paper: Paper<AppealEntry> = {
        id: composeNumber({ region, agency, year, desk, sequence }),
        book: appeals.id,
        entry: { ...checked, receipt, applicant: withIdWarnings(checked.applicant, today) },
        log: [],
      };
      const data = { draft: crypto.randomUUID() };
      const line = office.lines.write(paper, { do: 'register', v: 1, by: office.clerk(), data });
      paper.log.push(line);
      office.lines.commit(line);
      batch.push(storedPaper(paper, assets.law, line.site));
      if (batch.length < BATCH) continue;
      await store.papers.bulkInsert(batch);
      batch = [];
    }
    if (batch.length > 0) await store.papers.bulkInsert(batch);
    const [year, sequence] = [...sequences].at(-1) ?? [];
    if (year !== undefined && sequence !== undefined)
      office.noteIssued({ desk: office.site.desk, year, sequence }, office.lines.n, new Date(now).toISOString());
  } finally {
    await office.stop();
    await store.close();
  }
}

/** What papers are made of. */
type Lists = {
  kinds: readonly string[];
  subjects: readonly [code: string, about: { kk: string; ru: string }][];
  higherBodies: readonly { id: string; name: string }[];
  staff: readonly { id: string; name: string }[];
  places: readonly { id: string; name: string }[];
};

async function listsOf(assets: Assets, region: string, staff: readonly { id: string; name: string }[]): Promise<Lists> {
  const places = (await assets.places()).find(region, { limit: 400, region, recent: [] });
  return {
    kinds: assets.lawData.terms.kinds.map(({ id }) => id),
    subjects: assets.subjects.map(({ code, name }) => [code, name]),
    higherBodies: assets.higherBodies.map(({ id, name }) => ({ id, name: name.kk })),
    staff: staff.map(({ id, name }) => ({ id, name })),
    places: places.map(({ code, name }) => ({ id: code, name: name.kk })),
  };
}

type Person = Pick<AppealIntake['applicant'], 'type' | 'idNumber' | 'name' | 'place' | 'street' | 'phone' | 'email'>;

function personOf(n: number, random: () => number, places: Lists['places']): Person {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const firm = random() < 0.1;
  const woman = random() < 0.5;
  const name = firm
    ? `«${pick(names.firms)}-${n}» ЖШС`
    : woman
      ? `${pick(names.surnames)}а ${pick(names.women)} ${pick(names.fathers)}қызы`
      : `${pick(names.surnames)} ${pick(names.men)} ${pick(names.fathers)}ұлы`;
  const phone = String(7_000_000_000 + Math.floor(random() * 800_000_000));
  return {
    type: firm ? 'legalEntity' : 'individual',
    idNumber: random() < 0.05 ? '' : firm ? binOf(n) : iinOf(n, woman, random),
    name,
    place: pick(places),
    street: `${pick(names.streets)} көшесі, ${1 + Math.floor(random() * 120)}-үй`,
    phone: random() < 0.1 ? '' : `+7 ${phone.slice(0, 3)} ${phone.slice(3, 6)} ${phone.slice(6, 8)} ${phone.slice(8)}`,
    email: random() < 0.05 ? `a${n}@pochta.example` : '',
  };
}

function iinOf(n: number, woman: boolean, random: () => number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [year, month, day] = [50 + (n % 50), 1 + (n % 12), 1 + Math.floor(random() * 28)];
  return withCheckDigit(`${two(year)}${two(month)}${two(day)}${woman ? 4 : 3}`, n);
}

function binOf(n: number): string {
  return withCheckDigit(`${String(10 + (n % 15)).padStart(2, '0')}0140`, n * 10);
}

/** The first serial number from here on for which there is a check digit. */
function withCheckDigit(start: string, serial: number): string {
  for (let next = serial; ; next++) {
    const digits = start + String(next % 10 ** (11 - start.length)).padStart(11 - start.length, '0');
    const check = identityCheckDigit(digits);
    if (check !== undefined) return `${digits}${check}`;
  }
}

/** mulberry32: small, even enough, the same everywhere. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const words = (text: string) => text.split(' ');

const names = {
  surnames: words(
    'Әлімқұлов Бисенов Сейтов Мұқанов Өтеғалиев Жұмағұлов Төлегенов Қабденов Ермеков Нұрғалиев Есенов Айтбаев Досмұхамбетов Құттыбаев Смағұлов Ибраев Қуанышев Рахметов Сүлейменов Тасмағамбетов Оразов Петров Иванов Кузнецов Ким Ахметов Байжанов Дүйсенов Ержанов Жақсылықов',
  ),
  men: words('Қайрат Нұрлан Мұхтар Әділ Ерлан Асқар Данияр Серік Болат Андрей Сергей Тимур Бауыржан Ғалым Жанат'),
  women: words('Айгүл Гүлжан Айнұр Ләззат Шынар Ольга Светлана Мәдина Әсел Жанар Қарлығаш Дина Сәуле Ботагөз Алия'),
  fathers: words('Серік Болат Ерлан Нұрлан Әділ Сәбит Һашым Қайрат Марат Талғат Ғани Жұмабек Оспан Рүстем Бекзат'),
  streets: words('Абай Махамбет Исатай Қабанбай Достық Бейбітшілік Тәуелсіздік Жеңіс Құрманғазы Сәтбаев Әуезов'),
  firms: words('Каспий Теңіз Жайық Құрылыс Береке Сервис Логистик Агро'),
};

const sentences = {
  kk: [
    'Құрметті әкім мырза, осы мәселені қарап, шешім қабылдауыңызды сұраймын.',
    'Біздің көшеде бірнеше айдан бері жарық жанбайды, балалар кешке қараңғыда жүреді.',
    'Су құбыры екі рет жарылды, ауланы су басып қалды, ешкім келген жоқ.',
    'Бұған дейін де жазғанбыз, бірақ толық жауап алған жоқпыз.',
    'Құжаттардың көшірмелерін осы арызға қоса тіркеп отырмын.',
    'Отбасымызда төрт бала бар, кезекте он жылдан бері тұрмыз.',
  ],
  ru: [
    'Уважаемый аким, прошу рассмотреть мой вопрос и принять решение.',
    'На нашей улице уже несколько месяцев нет освещения, дети ходят в темноте.',
    'Водопровод прорывало дважды, двор затопило, никто не приехал.',
    'Мы уже обращались по этому поводу, но полного ответа не получили.',
    'Копии документов прилагаю к настоящему заявлению.',
    'В нашей семье четверо детей, в очереди стоим десять лет.',
  ],
};

async function keyOf(place: Place, passphrase: string | undefined): Promise<Uint8Array> {
  if (passphrase !== undefined) return (await keyByPassphrase(place, passphrase)).key;
  const found = await findKey(place, { vault: undefined, account: '', machine: '', now: Date.now });
  if ('lock' in found) throw new Error('this office needs a passphrase');
  return found.key;
}
