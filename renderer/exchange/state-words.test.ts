import { describe, expect, test } from 'vitest';
import { MOST_WAITING, type SyncState } from '../../shared/contract/sync.ts';
import { createWords } from '../../shared/words/words.ts';
import { adviceFor, mayBeAccepted, refusalWord, stateSentence } from './state-words.ts';

const status = (state: SyncState, waiting = 0) => ({ state, waiting, revokedAt: '' });
const offline = (why: 'unreachable' | 'portal' | 'slow' | 'busy' | 'nonsense') =>
  ({ is: 'offline', why, retryAt: 0 }) as const;
const ru = createWords('ru');

describe('the sentence of the status line', () => {
  test.each<[SyncState, number, string, string]>([
    [{ is: 'alone' }, 0, 'Работает без сети, обмен с реестром не настроен', 'quiet'],
    [offline('unreachable'), 0, 'Нет связи с реестром, неотправленного нет', 'quiet'],
    [offline('unreachable'), 12, 'Нет связи с реестром, 12 документов ждут отправки', 'quiet'],
    [offline('slow'), MOST_WAITING, 'Нет связи с реестром, больше 200 документов ждут отправки', 'quiet'],
    [{ is: 'syncing', done: 3, total: 7 }, 0, 'Обмен с реестром: 3 из 7', 'quiet'],
    [{ is: 'upToDate', since: 0, refused: 0, aside: 0 }, 0, 'Всё передано в реестр', 'calm'],
    [{ is: 'upToDate', since: 0, refused: 2, aside: 1 }, 0, 'Реестр не принял 2 документа', 'alert'],
    [{ is: 'upToDate', since: 0, refused: 0, aside: 1 }, 0, 'Всё передано; отложен 1 документ', 'quiet'],
    [{ is: 'signInNeeded' }, 1, 'Реестр больше не принимает этот компьютер', 'alert'],
    [{ is: 'stopped', why: 'emptied' }, 0, 'Обмен остановлен: нужно посмотреть', 'alert'],
  ])('of %o with %i waiting', (state, waiting, text, tone) => {
    expect(stateSentence(ru, status(state, waiting))).toEqual({ text, tone });
  });
});

describe.each(['kk', 'ru'] as const)('in %s', (language) => {
  const words = createWords(language);
  test('every reason to be offline or to stop has its advice', () => {
    for (const why of ['unreachable', 'portal', 'slow', 'busy', 'nonsense'] as const)
      expect(adviceFor(words, status(offline(why)), '')).not.toContain('exchange.');
    for (const why of ['emptied', 'foreign', 'massRemoval', 'clockBackwards', 'missing', 'notAllowed'] as const)
      expect(adviceFor(words, status({ is: 'stopped', why }), '')).not.toContain('exchange.');
    expect(adviceFor(words, status({ is: 'signInNeeded' }), 'k7m2q9x4c1ab')).toContain('k7m2q9x4c1ab');
    expect(adviceFor(words, status({ is: 'connecting' }), '')).toBeUndefined();
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
