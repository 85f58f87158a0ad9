import fc from 'fast-check';
import type { Talon } from '../../main/papers/index.ts';

/** A talon as most of them are. */
export const ordinaryTalon: Talon = {
  number: '230012326010000016',
  official: '',
  statusUrl: 'https://status.example.kz/230012326010000016',
  sample: false,
  duplicateOn: '',
  body: { kk: 'Атырау облысы әкімінің аппараты', ru: 'Аппарат акима Атырауской области' },
  acceptedDate: '01.12.2026',
  acceptedTime: '14:05',
  kind: { kk: 'Арыз', ru: 'Заявление' },
  applicant: 'Ә. А. С.',
  sheets: 2,
  attachments: 1,
  dueDate: '22.12.2026',
  receiver: { name: 'Сейтова А. Б.', post: { kk: 'Бас маман', ru: 'Главный специалист' } },
  channels: { site: 'status.example.kz', sms: '1012', phones: ['1414', '8 800 080 7777'], complaintPhone: '115' },
};

/** The longest that the settings of an office let through, in scripts the fonts do not have. */
export const extremeTalon: Talon = {
  ...ordinaryTalon,
  official: 'ЖТ-2026-00001234/1',
  sample: true,
  duplicateOn: '02.12.2026',
  statusUrl: `https://status.example.kz/${'zholdanym/'.repeat(15)}230012326010000016`,
  body: {
    kk: filled('«Құрманғазы ауданы әкімінің аппараты» мемлекеттік мекемесі', 300),
    ru: filled('Государственное учреждение «Аппарат акима Курмангазинского района»', 300),
  },
  kind: {
    kk: filled('Мемлекеттік қызметтер көрсету мәселелері бойынша шағым', 110),
    ru: filled('Жалоба по вопросам оказания государственных услуг', 110),
  },
  applicant: `👩‍👩‍👧 مرحبا 你好 Ә. ${'Ұзынфамилиялықазаматтыңаты'.repeat(4)}`,
  sheets: 10_000,
  attachments: 10_000,
  receiver: {
    name: 'Қожамжарова-Нұрмұхамбетқызы Ә. Ғ.',
    post: {
      kk: filled('құжаттамалық қамтамасыз ету бөлімінің бас маманы', 200),
      ru: filled('главный специалист отдела документационного обеспечения', 200),
    },
  },
  channels: {
    site: `https://www.example.kz/${'x'.repeat(170)}`,
    sms: '1012',
    phones: ['1414', '8 800 080 7777', '+7 7122 35 45 67', '+7 7122 35 45 68'],
    complaintPhone: '8 800 080 7777',
  },
};

/** Any 18 digits. */
export const anyNumber = fc.stringMatching(/^\d{18}$/);

const letters = [...'АаӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЙйЩщ -–.«»№jgW0123456789', '👩‍👩‍👧', '\u0301', 'ع', '你'];
const text = (maxLength: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength });
const both = (maxLength: number) => fc.record({ kk: text(maxLength), ru: text(maxLength) });

/** Any talon that fits the contract's limits, and some beyond. */
export const anyTalon: fc.Arbitrary<Talon> = fc.record({
  number: anyNumber,
  official: fc.constantFrom('', 'ЖТ-2026-00001234'),
  statusUrl: fc.oneof(fc.constant(''), fc.webUrl()),
  sample: fc.boolean(),
  duplicateOn: fc.constantFrom('', '02.12.2026'),
  body: both(400),
  acceptedDate: fc.constant('01.12.2026'),
  acceptedTime: fc.constant('14:05'),
  kind: both(150),
  applicant: text(500),
  sheets: fc.nat(10_000),
  attachments: fc.nat(10_000),
  dueDate: fc.option(fc.constant('22.12.2026'), { nil: undefined }),
  receiver: fc.record({ name: text(300), post: both(300) }),
  channels: fc.record({
    site: text(200),
    sms: text(40),
    phones: fc.array(text(40), { maxLength: 4 }),
    complaintPhone: text(40),
  }),
});

function filled(text: string, length: number): string {
  return `${text} `
    .repeat(Math.ceil(length / text.length))
    .slice(0, length)
    .trim();
}
