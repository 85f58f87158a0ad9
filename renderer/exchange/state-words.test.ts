import { describe, expect, test } from 'vitest';
import { type Counts, MOST_WAITING, type SyncState } from '../../shared/contract/sync.ts';
import { createWords } from '../../shared/words/words.ts';
import { adviceFor, mayBeAccepted, refusalWord, stateSentence } from './state-words.ts';

const nothing = { papers: 0, records: 0, files: 0 };
const status = (state: SyncState, waiting: Partial<Counts> = {}, refused: Partial<Counts> = {}) => ({
  state,
  waiting: { ...nothing, ...waiting },
  refused: { ...nothing, ...refused },
  revokedAt: '',
});
type Why = Extract<SyncState, { is: 'offline' }>['why'];
const offline = (why: Why) => ({ is: 'offline', why, retryAt: 0 }) as const;
const upToDate = (counts: { refused?: number; aside?: number; left?: number } = {}) =>
  ({ is: 'upToDate', since: 0, refused: 0, aside: 0, left: 0, ...counts }) as const;
const here = { site: 'k7m2q9x4c1ab', now: Date.parse('2026-12-01T09:00:00Z'), zone: 'Asia/Atyrau' };
const ru = createWords('ru');

describe('the sentence of the status line', () => {
  test.each<[SyncState, Partial<Counts>, string, string]>([
    [{ is: 'alone' }, {}, 'Работает без сети, обмен с реестром не настроен', 'quiet'],
    [offline('unreachable'), {}, 'Нет связи с реестром, неотправленного нет', 'quiet'],
    [offline('unreachable'), { papers: 12 }, 'Нет связи с реестром, 12 документов ждут отправки', 'quiet'],
    [offline('slow'), { papers: 200 }, 'Нет связи с реестром, 200 документов ждут отправки', 'quiet'],
    [offline('slow'), { papers: 201 }, 'Нет связи с реестром, больше 200 документов ждут отправки', 'quiet'],
    [offline('busy'), { records: 4 }, 'Нет связи с реестром, ждут отправки: 4 записи канцелярии', 'quiet'],
    [
      offline('slow'),
      { papers: 1, records: 5, files: MOST_WAITING + 1 },
      'Нет связи с реестром, ждут отправки: 1 документ, 5 записей канцелярии, больше 200 файлов',
      'quiet',
    ],
    [offline('diskFull'), { papers: 1 }, 'Обмен стоит: на диске этого компьютера нет места', 'alert'],
    [offline('failedHere'), {}, 'Обмен прервался на этом компьютере', 'quiet'],
    [{ is: 'syncing', done: 3, total: 7 }, {}, 'Обмен с реестром: 3 из 7', 'quiet'],
    [upToDate(), {}, 'Всё передано в реестр', 'calm'],
    [upToDate({ aside: 1, left: 1 }), {}, 'Всё передано; отложен 1 документ', 'quiet'],
    [upToDate({ left: 1 }), {}, 'Своё передано; 1 документ ждёт своё рабочее место', 'quiet'],
    [{ is: 'signInNeeded' }, { papers: 1 }, 'Реестр больше не принимает этот компьютер', 'alert'],
    [{ is: 'stopped', why: 'emptied' }, {}, 'Обмен остановлен: нужно посмотреть', 'alert'],
  ])('of %o with %o waiting', (state, waiting, text, tone) => {
    expect(stateSentence(ru, status(state, waiting))).toEqual({ text, tone });
  });

  test.each<[Partial<Counts>, string, string]>([
    [{ papers: 2 }, 'Реестр не принял 2 документа', 'Тізілім 2 құжатты қабылдамады'],
    [{ papers: 250 }, 'Реестр не принял 250 документов', 'Тізілім 250 құжатты қабылдамады'],
    [{ records: 1 }, 'Реестр не принял: 1 запись канцелярии', 'Тізілім қабылдамағаны: кеңсенің 1 жазбасы'],
    [{ files: 5 }, 'Реестр не принял: 5 файлов', 'Тізілім қабылдамағаны: 5 файл'],
    [
      { papers: 1, records: 3, files: 21 },
      'Реестр не принял: 1 документ, 3 записи канцелярии, 21 файл',
      'Тізілім қабылдамағаны: 1 құжат, кеңсенің 3 жазбасы, 21 файл',
    ],
  ])('of refused %o, each by what it is', (refused, inRussian, inKazakh) => {
    const count = Object.values(refused).reduce((sum, one) => sum + one, 0);
    const now = status(upToDate({ refused: count, aside: 1, left: 1 }), {}, refused);
    expect(stateSentence(ru, now)).toEqual({ text: inRussian, tone: 'alert' });
    expect(stateSentence(createWords('kk'), now)).toEqual({ text: inKazakh, tone: 'alert' });
  });
});

describe.each(['kk', 'ru'] as const)('in %s', (language) => {
  const words = createWords(language);
  test('every reason to be offline or to stop has its advice', () => {
    for (const why of ['unreachable', 'portal', 'slow', 'busy', 'nonsense', 'diskFull', 'failedHere'] as const)
      expect(adviceFor(words, status(offline(why)), here)).not.toContain('exchange.');
    for (const why of ['emptied', 'foreign', 'massRemoval', 'clockBackwards', 'missing', 'notAllowed'] as const)
      expect(adviceFor(words, status({ is: 'stopped', why }), here)).not.toContain('exchange.');
    expect(adviceFor(words, status({ is: 'signInNeeded' }), here)).toContain(here.site);
    expect(adviceFor(words, status({ is: 'connecting' }), here)).toBeUndefined();
  });

  test('of a clock that stands before the last exchange both times are told, and the way on where it is right now', () => {
    const lastAt = Date.parse('2036-01-01T09:00:00Z');
    const advice = adviceFor(words, status({ is: 'stopped', why: 'clockBackwards', lastAt }), here);
    for (const told of ['01.01.2036 14:00', '01.12.2026 14:00', words.t('exchange.now.accept')])
      expect(advice).toContain(told);
  });

  test('a reason that no program knows is quoted', () => {
    for (const reason of ['tooLong', 'tooLarge', 'unreadableHere']) {
      expect(refusalWord(words, reason)).not.toContain('refusals');
      expect(refusalWord(words, reason)).not.toContain(reason);
    }
    expect(refusalWord(words, 'quota exceeded')).toContain('quota exceeded');
  });
});

test('only what a person can judge may be let go on', () => {
  expect(mayBeAccepted(status({ is: 'stopped', why: 'emptied' }))).toBe(true);
  expect(mayBeAccepted(status({ is: 'stopped', why: 'foreign' }))).toBe(false);
  expect(mayBeAccepted(status({ is: 'signInNeeded' }))).toBe(false);
});
