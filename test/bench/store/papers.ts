import type { StoredPaper } from '../../../main/office/open/collections.ts';
import { emptyAppeal } from '../../../shared/books/appeals.ts';

/**
 * The paper number `i`, the same for every store and in every run: about 1.8 KB of JSON, five years of days, names and
 * sentences of an office. Runs in Node and in a page.
 */
export function paperOf(i: number): StoredPaper {
  const random = hash(i);
  const pick = <Value>(values: readonly Value[], salt: number): Value => values[hash(i * 31 + salt) % values.length]!;
  const at = new Date(START + i * STEP_MS).toISOString();
  const day = at.slice(0, 10);
  const from = `${pick(SURNAMES, 1)} ${pick(NAMES, 2)} ${pick(PATRONYMICS, 3)}`;
  const summary = `${pick(SUBJECTS, 4)} туралы, ${pick(STREETS, 5)} көшесі, ${random % 300}-үй`;
  const intake = emptyAppeal(day);
  const status = random % 100 < 3 ? 'registered' : random % 100 < 15 ? 'inWork' : 'closed';
  const text = Array.from({ length: 9 }, (_, n) => pick(SENTENCES, 10 + n)).join(' ');
  return {
    id: `2300123${day.slice(2, 4)}01${String(i).padStart(6, '0')}${random % 10}`,
    book: 'appeals',
    entry: {
      receipt: {
        acceptedAt: at,
        registeredOn: day,
        zone: 'Asia/Atyrau',
        agency: '2300123',
        sample: true,
        clockBehind: false,
      },
      applicant: {
        ...intake.applicant,
        name: from,
        idNumber: String(500_000_000_000 + (random % 400_000_000_000)),
        phone: `+7 701 ${String(1_000_000 + (random % 9_000_000)).replace(/(...)(..)(..)/, '$1 $2 $3')}`,
        idWarnings: [],
      },
      paper: { ...intake.paper, summary, text },
      handling: { executor: { id: '', name: '' }, note: '' },
    },
    log: [
      {
        id: `${at}-0000-site01`,
        v: 1,
        at,
        by: { id: 'clerk-1', name: 'Сейтова Айнұр Болатқызы', post: { kk: 'бас маман', ru: 'главный специалист' } },
        site: 'site01',
        n: i + 1,
        after: [],
        do: 'register',
        data: { draft: `draft-${i}` },
        hash: String(random).padStart(43, 'h'),
        sig: String(random).padStart(86, 's'),
      },
    ],
    state: {
      status,
      open: status !== 'closed',
      kind: pick(KINDS, 6),
      way: pick(WAYS, 7),
      registeredOn: day,
      acceptedAt: at,
      order: at.replace(/\D/g, '').padEnd(22, '0'),
      dueOn: new Date(START + i * STEP_MS + 21 * 86_400_000).toISOString().slice(0, 10),
      nextDutyOn: '',
      subject: `${1 + (random % 9)}.${1 + (random % 12)}`,
      executor: `clerk-${random % 40}`,
      from,
      summary,
      own: `site01:${String(i + 1).padStart(12, '0')}`,
      contested: false,
      coExecutorIds: '',
      toHandOver: '',
      asksHead: false,
      toDispatch: '',
      toTakeOff: false,
      left: false,
      duplicateOf: '',
      official: '',
      voided: '',
    },
  } as unknown as StoredPaper;
}

/** Beginnings of 2 to 6 letters: frequent and rare ones, in Kazakh and in Russian spelling, and one that nothing begins with. */
export const QUERIES = [
  'әл',
  'ал',
  'айг',
  'жар',
  'нурл',
  'серік',
  'каир',
  'абай',
  'жол',
  'мектеп',
  'су',
  'қайырб',
  'щы',
];

const START = Date.parse('2022-01-03T04:00:00.000Z');
const STEP_MS = 150_000;

const KINDS = ['application', 'complaint', 'request', 'proposal', 'response', 'message'];
const WAYS = ['byHand', 'post', 'electronic', 'oral', 'personalReception'];
const SURNAMES = ['Әлімқұлова', 'Қайырбеков', 'Нұрланова', 'Серікбаев', 'Иванова', 'Ким', 'Жақсыбекова', 'Өтепов'];
const NAMES = ['Айгүл', 'Ерлан', 'Гүлнұр', 'Нұрлан', 'Пётр', 'Анна', 'Дәурен', 'Ботагөз', 'Самат', 'Шолпан'];
const PATRONYMICS = ['Серікқызы', 'Болатұлы', 'Маратқызы', 'Иванович', 'Қайратұлы', 'Ерланқызы'];
const SUBJECTS = ['Көше жарығын орнату', 'Жолды жөндеу', 'Мектеп салу', 'Су құбыры', 'Жер учаскесі', 'Атаулы көмек'];
const STREETS = ['Абай', 'Сәтпаев', 'Құрманғазы', 'Бейбітшілік', 'Желтоқсан', 'Исатай'];
const SENTENCES = [
  'Құрметті әкім, біздің көшеде екі жылдан бері жарық жоқ.',
  'Балалар кешке мектептен қараңғыда қайтады, бұл өте қауіпті.',
  'Просим вас рассмотреть обращение жителей и принять меры.',
  'Ауылдағы су құбыры ескірген, жазда су мүлдем келмейді.',
  'Жолдың жағдайы нашар, жедел жәрдем үйге дейін жете алмайды.',
  'Акт осмотра и фотографии прилагаются на двух листах.',
  'Бұл мәселе бойынша бұрын да хат жазғанбыз, жауап болмады.',
  'Жер учаскесін беру туралы шешімнің көшірмесін сұраймын.',
  'Ответ прошу направить по указанному адресу и телефону.',
  'Алдын ала рахмет айтамыз, жауабыңызды күтеміз.',
];

/** A fixed scatter of the numbers. */
function hash(value: number): number {
  let h = Math.imul(value ^ 0x9e3779b9, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
