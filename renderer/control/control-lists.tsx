import type { Control, ControlList } from '../../shared/contract/control.ts';
import { useKeys } from '../frame/use-keys.ts';
import { useWords } from '../words.tsx';
import classes from './control.module.css';

/** A shape for each, so that urgency can be told without colour. */
const shapes: Record<ControlList, string> = {
  overdue: '▲',
  today: '●',
  oneDay: '◐',
  threeDays: '○',
  duties: '◆',
  noExecutor: '∅',
  contested: '×',
  toSign: '✎',
  asked: '?',
  toTakeOff: '✓',
  coExecuted: '⚭',
};

type Props = { control: Control; chosen: ControlList; onChoose: (list: ControlList) => void };

/** What opens the first, the second …; the eleventh has the key that stands below the digits. */
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'Q'];

/** The lists that are for whoever works here, with how many papers are on each; Alt and a key opens one. */
export function ControlLists({ control, chosen, onChoose }: Props) {
  const { t, formatNumber, formatDate } = useWords();
  useKeys(Object.fromEntries(control.lists.map((list, i) => [`Alt+${keys[i]}`, () => onChoose(list)])));
  const until: Partial<Record<ControlList, string>> = {
    today: control.days.today,
    oneDay: control.days.oneDay,
    threeDays: control.days.threeDays,
  };
  return (
    <div role="toolbar" aria-label={t('control.lists')} className={classes.lists}>
      {control.lists.map((list, i) => (
        <button
          key={list}
          type="button"
          className={classes.list}
          aria-pressed={list === chosen}
          data-list={list}
          data-empty={control.counts[list] === 0 || undefined}
          title={until[list] ? t('control.until', { date: formatDate(until[list]) }) : undefined}
          onClick={() => onChoose(list)}
        >
          <span className={classes.listCount}>
            <span aria-hidden>{shapes[list]}</span>{' '}
            <span className="figures">{formatNumber(control.counts[list])}</span>
          </span>
          <span className={classes.listName}>{t(`control.list.${list}`)}</span>
          <kbd>Alt {keys[i]}</kbd>
        </button>
      ))}
    </div>
  );
}
