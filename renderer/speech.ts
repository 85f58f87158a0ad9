import type { Both } from '../shared/domain/log/line.ts';
import { groupNumber } from '../shared/domain/number/paper-number.ts';
import { formatDate, formatInstant, formatNumber, formatTime } from '../shared/words/forms.ts';
import type { Words } from '../shared/words/words.ts';

/** Everything a screen needs to speak: words, and the forms of dates and numbers. */
export type Speech = Words & {
  /** The text of the current language; the other one where it is empty. */
  both: (text: Both) => string;
  formatDate: typeof formatDate;
  formatTime: typeof formatTime;
  formatInstant: typeof formatInstant;
  formatNumber: typeof formatNumber;
  groupNumber: typeof groupNumber;
};

export function speechOf(words: Words): Speech {
  return {
    ...words,
    both: (text) => text[words.language] || text.kk || text.ru,
    formatDate,
    formatTime,
    formatInstant,
    formatNumber,
    groupNumber,
  };
}
