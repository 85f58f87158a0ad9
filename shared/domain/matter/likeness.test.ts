import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMatters } from './matters.ts';
import { matchMatters } from './same-matter.ts';
import { cyrillicBeginning, soundsOf } from './sound.ts';
import { stemOf } from './stem.ts';

const read = (file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../assets/subjects', file), 'utf8'));
const { matterOf, weigh } = createMatters(read('subjects.json').subjects, read('words.json'));

const match = (a: string, b: string) => matchMatters(weigh(matterOf(a)), weigh(matterOf(b)));

const words = fc.constantFrom(
  ...'көшеде жарық жоқ бағандағы шамдар жанбайды На улице Абая 45 нет света прошу установить фонари'.split(' '),
  ...'«Балапан» балабақшасы кезегі Водопровод Наурыз көшесі школа № 5 дорога 2026 Толе би ямы асфальт'.split(' '),
);
const texts = fc.array(words, { minLength: 1, maxLength: 30 }).map((list) => list.join(' '));

/** Kazakh and Russian letters as people type them in Latin ones. */
const LATIN: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    ә: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ғ: 'g',
    д: 'd',
    е: 'e',
    ж: 'zh',
    з: 'z',
    и: 'i',
    й: 'i',
    к: 'k',
    қ: 'q',
  },
  ...{ л: 'l', м: 'm', н: 'n', ң: 'n', о: 'o', ө: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ұ: 'u', ү: 'u', ф: 'f' },
  ...{ х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ы: 'y', і: 'i', э: 'e', ю: 'yu', я: 'ya', ь: '', ъ: '' },
};
const inLatin = (text: string) =>
  text.toLowerCase().replace(/\p{Script=Cyrillic}/gu, (letter) => LATIN[letter] ?? letter);
const withoutKazakh = (text: string) =>
  text.replace(/[әғқңөұүһі]/gu, (letter) => 'агкноуухи'['әғқңөұүһі'.indexOf(letter)]!);

/** Sums in another order differ in the last digits. */
const sureAndText = ({ sure, text }: { sure: number; text: number }) => [sure.toFixed(9), text.toFixed(9)];

describe('how alike two texts are', () => {
  it('is the same either way', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => {
        expect(sureAndText(match(a, b))).toEqual(sureAndText(match(b, a)));
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        const { sure, text } = match(a, b);
        expect(sure >= 0 && sure <= 1 && text >= 0 && text <= 1).toBe(true);
        expect(sureAndText(match(b, a))).toEqual(sureAndText({ sure, text }));
      }),
    );
  });

  it('is 1 for the same text, in whatever order and letters its words stand', () => {
    fc.assert(
      fc.property(fc.array(words, { minLength: 5, maxLength: 30 }), (list) => {
        const text = list.join(' ');
        // A text of nothing but greetings is about nothing.
        if (matterOf(text).words.length === 0) return;
        expect(match(text, [...list].reverse().join(' ').toUpperCase()).text).toBeCloseTo(1, 10);
        expect(match(text, text).sure).toBeCloseTo(1, 10);
      }),
    );
  });

  const light =
    'Абай көшесінің 12-үйінен 40-үйіне дейін түнгі жарық жоқ, бағандардағы шамдар күйіп кеткен. Шамдарды ауыстырып беріңіздер.';

  it.each([
    ['without Kazakh letters', withoutKazakh(light)],
    ['in Latin letters', inLatin(light)],
    [
      'with slips',
      'Абай көшесінің 12-үйнен 40-үйіне дейн түнгі жарк жоқ, багандардағы шмадар күйп кеткен. Шамдарды ауыстырп берңіздер.',
    ],
    [
      'with Latin look-alikes in its words',
      light.replaceAll('о', 'o').replaceAll('а', 'a').replaceAll('е', 'e').replaceAll('р', 'p'),
    ],
  ])('stays high %s', (_how, changed) => {
    expect(match(light, changed).text).toBeGreaterThan(0.7);
    expect(match(light, changed).sure).toBeGreaterThan(0.8);
  });

  it('is high for the same said in the other language, low for another street or another trouble there', () => {
    const russian =
      'На улице Абая между домами 12 и 40 нет ночного освещения, фонари на столбах перегорели. Замените лампы.';
    expect(match(light, russian).sure).toBeGreaterThan(0.6);
    expect(match(light, light.replaceAll('Абай', 'Сәтбаев').replace('12', '3').replace('40', '17')).sure).toBeLessThan(
      0.6,
    );
    expect(match(light, 'Абай көшесі 12-үйдің жанында қоқыс шығарылмайды, контейнер толып тұр.').sure).toBeLessThan(
      0.6,
    );
  });

  it('is not high for long texts of one village and one hand about different troubles', () => {
    const hand =
      'Уважаемый аким района! Пишет вам житель села Жанаталап, пенсионер, отец пятерых детей, всю жизнь проработал в совхозе шофёром и механиком. Обращаюсь не первый раз к разным начальникам, был и в районе, и в области, показывал фотографии, приводил соседей свидетелями. ';
    const formulas =
      ' Прошу вас лично приехать, посмотреть своими глазами, поговорить с людьми, дать поручение специалистам и проследить за исполнением, а мне ответить письменно в установленный законом срок.';
    const water =
      'Третий год в наших домах нет питьевой воды: башня стоит сухая, насос сгорел ещё весной, колонки разобраны, трубы проржавели. Возим флягами с канала за четыре километра, кипятим, а дети всё равно болеют желудком. Скотину поить нечем, огороды высохли, бельё стираем в арыке. Водовоз приезжает раз в неделю и берёт за флягу деньги.';
    const school =
      'В школе, где учатся мои внуки, нет учителя математики с сентября, уроки ведёт физрук, оценки ставят за посещение. Спортзал закрыт, крыша над ним провисла, в столовой кормят одной кашей. Старшеклассники готовятся к экзаменам сами, репетитора в селе нет, а директор говорит, что вакансию никто не занимает.';
    const [one, other] = [hand + water + formulas, hand + school + formulas];
    expect(match(one, other).sure).toBeLessThan(0.5);
    expect(match(one.repeat(3), other.repeat(3)).sure).toBeLessThan(0.5);
    expect(match(hand + water, water + formulas).sure).toBeGreaterThan(0.5);
  });
});

describe('sounds and stems', () => {
  it.each([
    ['Көше жарығын', 'Köşe jaryǵyn', 'kоше жарыгын', 'Koshe zharygyn'],
    ['освещение', 'osveshchenie', 'ОСВЕЩЕНИЕ', 'oсвещениe'],
    ['Әлімқұлова', 'Алимкулова', 'Alimkulova', 'Älımqūlova'],
  ])('of %j are those of %j, %j and %j', (written, ...others) => {
    for (const other of others) expect(soundsOf(other)).toEqual(soundsOf(written));
  });

  it.each([
    ['alimkulova', 'алимкулова'],
    ['zhunisov', 'жунисов'],
    ['tolegenov', 'толегенов'],
    ['chernyshev', ''],
    ['bayzhanov', 'ба'],
    ['алимкулов', 'алимкулов'],
  ])('of the name %j begin with %j for certain', (folded, beginning) => {
    expect(cyrillicBeginning(folded)).toBe(beginning);
  });

  it('of one word in its forms are one stem', () => {
    const stems = (text: string) => [...new Set(soundsOf(text).map(stemOf))];
    expect(stems('көше көшенің көшеде көшеден көшелер көшелері')).toHaveLength(1);
    expect(stems('су суы судың суды судан сумен')).toEqual(['су']);
    expect(stems('жарық жарығы жарығын жарықтың')).toHaveLength(1);
    expect(stems('освещение освещения освещению освещением')).toHaveLength(1);
    expect(stems('45 46')).toEqual(['45', '46']);
  });

  it('are there for any text, and numbers stay as they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const sound of soundsOf(text)) expect(stemOf(sound).length).toBeGreaterThan(0);
      }),
    );
  });
});
