import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initials, shortName, withoutTrade } from './person-name.ts';

describe('short names', () => {
  it.each([
    ['Әлімқұлова Айгүл Серікқызы', 'Ә. А. С.', 'Әлімқұлова А. С.'],
    ['  әлімқұлова\u00A0 айгүл ', 'Ә. А.', 'әлімқұлова А.'],
    ['Әлімқұлова', 'Ә.', 'Әлімқұлова'],
    ['Ким-Цой Анна-Мария', 'К.-Ц. А.-М.', 'Ким-Цой А.-М.'],
    ['Әлімқұлова А.С.', 'Ә. А. С.', 'Әлімқұлова А. С.'],
    ['Алиев Вагиф Мамед оглы', 'А. В. М.', 'Алиев В. М.'],
    ['Нұрлан Ержан Серік ұлы', 'Н. Е. С.', 'Нұрлан Е. С.'],
    ['O’Connor John', 'O. J.', 'O’Connor J.'],
    ['Іскендір Ілияс', 'І. І.', 'Іскендір І.'],
    ['Smith, John', 'S. J.', 'Smith J.'],
    ['😀 Ким Анна 🎉', 'К. А.', 'Ким А.'],
    ['Ким «Анна»', 'К. А.', 'Ким А.'],
    ['И\u0306осиф Е\u0308лкин', 'Й. Ё.', 'Йосиф Ё.'],
    ['', '', ''],
    ['😀 123', '', '😀 123'],
    [' - ', '', '-'],
  ])('of %j are %j and %j', (fullName, letters, short) => {
    expect(initials(fullName)).toBe(letters);
    expect(shortName(fullName)).toBe(short);
  });

  it('are one line without double spaces, of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const short of [initials(text), shortName(text)]) expect(short).not.toMatch(/\n|\s\s|^\s|\s$/u);
      }),
    );
  });
});

describe('a sole trader’s name', () => {
  it.each([
    ['ЖК Өміров Арман', 'Ө. А.'],
    ['Өміров Арман ЖК', 'Ө. А.'],
    ['ип Ким', 'К.'],
    ['Ким А. В., ИП', 'К. А. В.'],
    ['Жеке кәсіпкер Өміров', 'Ө.'],
    ['ӨМІРОВ ЖЕКЕ КӘСІПКЕР', 'Ө.'],
    ['Индивидуальный\u00a0 предприниматель «Ким Анна»', 'К. А.'],
    ['Ким Анна индивидуальный предприниматель', 'К. А.'],
    ['Ипполитов Жкен', 'И. Ж.'],
    ['Жеке Кәсіпкербек', 'Ж. К.'],
    ['ЖК', 'Ж.'],
  ])('%j has the initials %j, whatever he calls himself', (name, letters) => {
    expect(initials(withoutTrade(name))).toBe(letters);
  });
});
