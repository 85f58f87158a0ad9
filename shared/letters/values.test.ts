import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day } from '../../test/domain/acts.ts';
import { builtIn, entry, law, read, sources, state, textOf } from '../../test/domain/letters.ts';
import type { AppealEntry } from '../books/appeals.ts';
import { compileLaw, type LawData } from '../domain/law/law.ts';
import { createWords } from '../words/words.ts';
import { fieldNames, isFieldOf } from './fields.ts';
import { fieldWord } from './fill.ts';
import { letterKinds, letterLanguages } from './kinds.ts';
import { fieldValues, type LetterSources } from './values.ts';

describe('a field', () => {
  test('says what the action says, and its article', () => {
    const data = { until: '2027-01-15', on: '2026-12-18', why: 'нужна проверка', beyond: '' };
    const values = fieldValues(sources({ about: { do: 'extend', data } }));
    expect(values['extension.until']).toBe('15.01.2027');
    expect(values['law.article']).toBe('часть 3 статьи 76');
    expect(values['term.left']).toBe('осталось 2 рабочих дня');
    expect(fieldValues(sources({ today: '2026-12-24' }))['term.left']).toBe('просрочено на 2 дня');
  });

  test('under an older law no article is named: the gap is seen', () => {
    const old = { ...entry, receipt: { ...entry.receipt, registeredOn: '2021-06-30' } };
    const values = fieldValues(sources({ entry: old }));
    expect(values['law.article']).toBe('');
    expect(values['law.name']).toBe('Закон № 221 от 12.01.2007');
  });

  test('names the law alone where its articles are not known: no letter asks for what nobody can fill in', () => {
    const old = { ...entry, receipt: { ...entry.receipt, registeredOn: '2021-06-30' } };
    const about = { do: 'noteDefect', data: { article: '', what: 'нет подписи', on: day, until: '2026-12-04' } };
    const { text } = builtIn.find((one) => one.letter === 'defectNotice' && one.language === 'ru')!;
    const values = fieldValues(sources({ letter: 'defectNotice', entry: old, about }));
    const whole = textOf(text, values, 'ru');
    expect(whole).toContain('не соответствует требованиям закона (Закон № 221 от 12.01.2007).');
    expect(whole).not.toContain(fieldWord('law.article', createWords('ru')));
  });

  test('of a law names the articles of the code where its data say that they are its own', () => {
    const terms = read('assets/law/terms.json') as { regimes: { id: string; from: string; articles?: boolean }[] };
    const code = terms.regimes.find(({ id }) => id === 'appk')!;
    const named = (regime: object) => {
      const data = {
        ...terms,
        regimes: [...terms.regimes, { ...code, ...regime, id: 'reworded', from: '2026-11-01' }],
      };
      const next = compileLaw({ calendar: read('assets/law/calendar.json'), terms: data } as unknown as LawData);
      return fieldValues(sources({ letter: 'defectNotice', about: { do: 'noteDefect', data: {} }, law: next }));
    };
    const ru = 'Кодекс в новой редакции';
    expect(named({ ru })['law.basis']).toBe(`${ru}, статья 63`);
    expect(named({ ru, articles: false })['law.basis']).toBe(ru);
  });

  test.each([
    ['ru', /компетенц/i],
    ['kk', /құзырет/i],
  ] as const)(
    'of a complaint that goes up is not the article of competence, nor does its letter speak of it (%s)',
    (language, competence) => {
      const about = { do: 'redirect', data: { higher: true, to: { id: '', name: 'Министерство' }, on: '2026-12-02' } };
      const printed = (letter: LetterSources['letter']) => {
        const { text } = builtIn.find((one) => one.letter === letter && one.language === language)!;
        return textOf(text, fieldValues(sources({ letter, about, words: createWords(language) })), language);
      };
      for (const to of ['ToBody', 'ToApplicant'] as const) {
        expect(printed(`redirection${to}`)).toMatch(competence);
        expect(printed(`redirection${to}`)).toMatch(/статья 65|65-бап/);
        expect(printed(`passingOn${to}`)).not.toMatch(competence);
        expect(printed(`passingOn${to}`)).toMatch(/Министерство[\s\S]*(статья 91|91-бап)/);
      }
    },
  );
});

describe.each(letterLanguages)('the built-in text (%s)', (language) => {
  const words = createWords(language);
  const printed = (letter: LetterSources['letter'], about: NonNullable<LetterSources['about']>, of = entry) => {
    const { text } = builtIn.find((one) => one.letter === letter && one.language === language)!;
    return textOf(text, fieldValues(sources({ letter, words, about, entry: of })), language);
  };

  test.each(['redirectionToBody', 'passingOnToBody'] as const)(
    '%s says that nobody is known, not that a name is missing',
    (letter) => {
      const anonymous = { ...entry, applicant: { ...entry.applicant, type: 'anonymous' as const } };
      const data = { to: { id: '', name: 'Полиция' }, on: '2026-12-02', what: 'жарық', why: 'компетенция', part: 1 };
      const text = printed(letter, { do: letter === 'passingOnToBody' ? 'redirect' : 'redirectPart', data }, anonymous);
      expect(text).toContain(`: ${words.t('letters.authorUnknown')}.`);
      for (const field of ['applicant.name', 'applicant.address'] as const)
        expect(text).not.toContain(words.t('letters.gap', { field: fieldWord(field, words) }));
    },
  );

  test('of a hearing tells by when the applicant may object', () => {
    // Told on Friday 04.12.: two working days, from the next one, end on Tuesday.
    const data = { on: '2026-12-10', noticeOn: '2026-12-04', form: 'meeting', place: 'зал', preliminary: 'отказать' };
    expect(printed('hearingNotice', { do: 'callHearing', data })).toMatch(/(возраж|қарсылық)[^\n]*08\.12\.2026/i);
  });

  test('of a paper left unconsidered says why, and by which law', () => {
    const data = { on: '2026-12-02', why: 'нет подписи' };
    expect(printed('leftUnconsidered', { do: 'leaveUnconsidered', data })).toMatch(
      /02\.12\.2026[\s\S]*нет подписи[\s\S]*(статья 63|63-бап)/,
    );
  });
});

describe('the notice of an extension', () => {
  const about = { do: 'extend', data: { until: '2027-01-15', on: '2026-12-18', why: 'нужна проверка', beyond: '' } };
  const ground = (language: 'kk' | 'ru', kind: string, by = law, registeredOn = '2026-12-01') => {
    const { text } = builtIn.find((one) => one.letter === 'extensionNotice' && one.language === language)!;
    const of = { words: createWords(language), about, law: by, state: { ...state, kind } };
    const receipt = { ...entry.receipt, registeredOn };
    const lines = textOf(text, fieldValues(sources({ ...of, entry: { ...entry, receipt } })), language).split('\n');
    return lines.find((line) => /^(Основание|Негізі): /.test(line));
  };

  test('rests on the law that sets the limit: of a kind with limits of its own not on the code', () => {
    const code = 'Основание: Административный процедурно-процессуальный кодекс, часть 3 статьи 76.';
    const own = 'Основание: Закон № 401-V от 16.11.2015 «О доступе к информации», пункт 10 статьи 11.';
    expect(ground('ru', 'application')).toBe(code);
    expect(ground('ru', 'informationRequest')).toBe(own);
    expect(ground('kk', 'informationRequest')).toBe(
      'Негізі: 2015 жылғы 16 қарашадағы № 401-V «Ақпаратқа қол жеткізу туралы» Заң, 11-баптың 10-тармағы.',
    );
    // That law is older than the code.
    expect(ground('ru', 'informationRequest', law, '2019-11-15')).toBe(own);
  });

  test('names the law of a limit with its article also where its data do not say how it is cited', () => {
    const terms = read('assets/law/terms.json') as {
      kinds: { limits?: Record<string, { cited?: unknown }> }[];
    };
    for (const { limits = {} } of terms.kinds) for (const limit of Object.values(limits)) delete limit.cited;
    const older = compileLaw({ calendar: read('assets/law/calendar.json'), terms } as LawData);
    expect(ground('ru', 'informationRequest', older)).toBe('Основание: Закон № 401-V от 16.11.2015, п. 10 ст. 11.');
  });
});

describe.each(letterLanguages)('a letter of a redirection (%s)', (language) => {
  const words = createWords(language);
  const to = { id: '', name: 'Полиция' };
  const printed = (letter: LetterSources['letter'], about: NonNullable<LetterSources['about']>) => {
    const { text } = builtIn.find((one) => one.letter === letter && one.language === language)!;
    return textOf(text, fieldValues(sources({ letter, words, about })), language).replaceAll('\u00a0', ' ');
  };

  test.each(['redirectionToBody', 'redirectionToApplicant'] as const)('%s carries the number of the part', (letter) => {
    const part = { to, on: '2026-12-02', why: 'компетенция', what: 'жарық', letter: '' };
    expect(printed(letter, { do: 'redirectPart', data: { ...part, part: 2 } })).toMatch(/№ 230012 326010 000016\/2\)/);
    expect(printed(letter, { do: 'redirect', data: part })).toMatch(/№ 230012 326010 000016\)/);
    // Which one is not known: a gap, not the number of the whole.
    const gap = words.t('letters.gap', { field: fieldWord('redirection.part', words) });
    for (const strange of [undefined, '2', 0, 1.5])
      expect(printed(letter, { do: 'redirectPart', data: { ...part, part: strange } })).toContain(`№ ${gap})`);
  });
});

test.each([
  [
    'ru',
    'Заявитель уведомлён о направлении одновременно с этим письмом.',
    'Автор документа не установлен: уведомить некого.',
  ],
  [
    'kk',
    'Жолданым берушіге осы хатпен бір мезгілде хабарланды.',
    'Құжаттың авторы анықталмады: хабарлайтын ешкім жоқ.',
  ],
] as const)(
  'the body that gets a paper is not told that an unknown author was told (%s)',
  (language, told, unknown) => {
    const { text } = builtIn.find((one) => one.letter === 'redirectionToBody' && one.language === language)!;
    const about = {
      do: 'redirect',
      data: { to: { id: '', name: 'Полиция' }, letter: '', on: '2026-12-01', why: 'құзыреті' },
    };
    const lines = (type: AppealEntry['applicant']['type']) => {
      const of = { letter: 'redirectionToBody', words: createWords(language), about } as const;
      const values = fieldValues(sources({ ...of, entry: { ...entry, applicant: { ...entry.applicant, type } } }));
      return textOf(text, values, language).split('\n');
    };
    expect(lines('individual')).toContain(told);
    expect(lines('anonymous')).toContain(unknown);
    expect(lines('anonymous')).not.toContain(told);
  },
);

test('a letter goes under the number that was noted with what it tells of, the applicant’s under none of it', () => {
  const goesUnder = (letter: LetterSources['letter'], action: string, change: Partial<LetterSources> = {}) => {
    const data = { to: { id: '', name: 'Полиция' }, letter: '15-3/126', on: '2026-12-02', number: '15-3/128' };
    const values = fieldValues(sources({ letter, about: { do: action, data }, ...change }));
    return [values['letter.number'], values['letter.date']];
  };
  for (const action of ['redirect', 'redirectPart'])
    expect(goesUnder('redirectionToBody', action)).toEqual(['15-3/126', '02.12.2026']);
  expect(goesUnder('passingOnToBody', 'redirect')).toEqual(['15-3/126', '02.12.2026']);
  expect(goesUnder('redirectionToApplicant', 'redirect')).toEqual(['', '']);
  expect(goesUnder('passingOnToApplicant', 'redirect')).toEqual(['', '']);
  expect(goesUnder('interimReply', 'replyMeanwhile')).toEqual(['15-3/128', '02.12.2026']);
  const answer = { number: '15-3/130', on: '2026-12-18', sheets: 2 };
  expect(goesUnder('answerCover', 'decide', { answer })).toEqual(['15-3/130', '18.12.2026']);
  expect(goesUnder('answerCover', 'decide')).toEqual(['', '']);
  const typed = { number: '7', date: '03.12.2026', signer: { name: '', post: '' } };
  expect(goesUnder('redirectionToBody', 'redirect', { typed })).toEqual(['7', '03.12.2026']);
});

test.each(letterLanguages)(
  'a letter has both numbers once there are two, and of a collective paper its contact person (%s)',
  (language) => {
    const { text } = builtIn.find((one) => one.letter === 'answerCover' && one.language === language)!;
    const printed = (official: string, type: AppealEntry['applicant']['type']) => {
      const applicant = { ...entry.applicant, type, contact: 'Сынақов Бақыт' };
      const of = { letter: 'answerCover', words: createWords(language), entry: { ...entry, applicant } } as const;
      const values = fieldValues(sources({ ...of, state: { ...state, official, from: '5-үйдің тұрғындары' } }));
      return textOf(text, values, language).replaceAll('\u00a0', ' ');
    };
    const known = printed('ЖТ-2026-00001234', 'collective');
    expect(known).toContain('№ 230012 326010 000016 (ЖТ-2026-00001234) ');
    expect(known.split('\n')[0]).toBe('5-үйдің тұрғындары, Сынақов Бақыт');
    const plain = printed('', 'individual');
    expect(plain).toMatch(/№ 230012 326010 000016 (?!\()/);
    expect(plain.split('\n')[0]).toBe('5-үйдің тұрғындары');
  },
);

test('a decision names on what it rests: why a complaint is not considered, what was wrong with the act', () => {
  const what = (decision: string, more: object) =>
    fieldValues(sources({ letter: 'answerCover', about: { do: 'decide', data: { decision, ...more } } }))[
      'decision.what'
    ];
  expect(what('leaveWithoutConsideration', { ground: 'courtAct', basis: '' })).toBe(
    'оставить без рассмотрения (по этому вопросу есть вступивший в силу судебный акт)',
  );
  expect(what('cancelAct', { ground: '', basis: 'lawMisapplied' })).toMatch(/ \(закон нарушен или применён неверно\)$/);
  expect(what('leaveWithoutConsideration', { ground: 'withdrawn', basis: '' })).toMatch(
    /\(заявитель отозвал жалобу\)$/,
  );
  expect(what('favourable', { ground: '', basis: '' })).toBe('благоприятный акт');
});

test.each([
  ['ru', 'Автор документа: Әлімқұлова Айгүл, село Таскудук, ул. Абая, 3', 'Автор документа: не установлен'],
  ['kk', 'Құжаттың авторы: Әлімқұлова Айгүл, село Таскудук, ул. Абая, 3', 'Құжаттың авторы: анықталмады'],
] as const)(
  'a letter of what was forwarded at once names its author, or says that there is none (%s)',
  (language, known, unknown) => {
    const { text } = builtIn.find((one) => one.letter === 'forwarding' && one.language === language)!;
    const about = { do: 'forwardAtOnce', data: { to: { id: '', name: 'Полиция' }, about: 'crime', on: '2026-12-01' } };
    const lines = (type: AppealEntry['applicant']['type'], from: string, place = 'село Таскудук') => {
      const applicant = { ...entry.applicant, type, place: { id: '', name: place }, street: place && 'ул. Абая, 3' };
      const of = { letter: 'forwarding', words: createWords(language), about } as const;
      const values = fieldValues(sources({ ...of, entry: { ...entry, applicant }, state: { ...state, from } }));
      return textOf(text, values, language).split('\n');
    };
    expect(lines('individual', 'Әлімқұлова Айгүл')).toContain(known);
    const nowhere = createWords(language).t('letters.addressUnknown');
    expect(lines('individual', 'Әлімқұлова Айгүл', '')).toContain(`${known.split(',')[0]}, ${nowhere}`);
    expect(lines('anonymous', '')).toContain(unknown);
    // How an anonymous paper signs itself is nobody's name.
    expect(lines('anonymous', 'Доброжелатель')).toContain(unknown);
  },
);

/** Whatever a line of another program or of a damaged paper may carry. */
const anything = fc.anything({ withNullPrototype: false, maxDepth: 2 });
const dataNames = [
  'until',
  'on',
  'why',
  'to',
  'what',
  'letter',
  'form',
  'place',
  'decision',
  'ground',
  'text',
  'sheets',
  'number',
  'article',
  'higher',
  'part',
  'preliminary',
  'how',
];

test('no field of the catalogue ever prints undefined, null or NaN, whatever a paper holds', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...letterKinds),
      fc.constantFrom(...letterLanguages),
      fc.option(fc.dictionary(fc.constantFrom(...dataNames), anything), { nil: undefined }),
      fc.constantFrom('extend', 'redirect', 'redirectPart', 'decide', 'withdraw'),
      fc.record({ sheets: anything, number: anything, on: anything }),
      fc.constantFrom('', '2026-12-22', '2021-01-01'),
      fc.constantFrom('', 'application', 'noSuchKind'),
      (letter, language, data, action, answer, dueOn, kind) => {
        const words = createWords(language);
        const values = fieldValues(
          sources({ letter, words, about: data && { do: action, data }, answer, state: { ...state, dueOn, kind } }),
        );
        for (const [field, value] of Object.entries(values)) {
          expect(typeof value, field).toBe('string');
          const own = Object.values(data ?? {}).concat(Object.values(answer));
          const typed = own.some((one) => typeof one === 'string' && /undefined|null|NaN/.test(one));
          if (!typed) expect(value, field).not.toMatch(/undefined|\bnull\b|NaN|\[object/);
        }
        const { text } = builtIn.find((one) => one.letter === letter && one.language === language)!;
        const whole = textOf(text, values, language);
        for (const field of fieldNames) expect(whole).not.toContain(`{${field}}`);
        expect(whole.split('\n').every((line) => line.trim() !== '')).toBe(true);
        expect(fieldNames.filter((field) => isFieldOf(letter, field)).length).toBeGreaterThan(20);
      },
    ),
    { numRuns: 300 },
  );
});
