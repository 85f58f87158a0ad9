import type { Control } from '../../shared/contract/control.ts';
import { useWords } from '../words.tsx';
import classes from './control.module.css';

type Props = {
  executors: Control['executors'];
  /** Undefined: everybody. */
  chosen: string | undefined;
  onChoose: (executor: string | undefined) => void;
};

/** Who has papers, and how many of them are late or soon will be. One tab stop: arrows walk through and pick. */
export function ExecutorPick({ executors, chosen, onChoose }: Props) {
  const { t, formatNumber } = useWords();
  const sum = (count: (one: Control['executors'][number]) => number) =>
    executors.reduce((all, one) => all + count(one), 0);
  const soon = (one: Control['executors'][number]) => one.today + one.oneDay + one.threeDays;
  const everybody = { id: undefined, name: t('control.everybody'), overdue: sum((one) => one.overdue) };
  const rows = [
    { ...everybody, soon: sum(soon), open: sum(({ open }) => open) },
    ...executors.map((one) => ({ ...one, name: one.name || t('control.nobody'), soon: soon(one) })),
  ];
  return (
    <fieldset className={classes.executors}>
      <legend className={classes.legend}>{t('control.byExecutor')}</legend>
      <div className={classes.executorHead} aria-hidden>
        <span />
        <span title={t('control.list.overdue')}>▲</span>
        <span title={t('control.soon')}>○</span>
        <span>{t('control.open')}</span>
      </div>
      <div className={classes.executorRows}>
        {rows.map(({ id, name, overdue, soon, open }) => (
          <label key={id ?? 'everybody'} className={classes.executor}>
            <input type="radio" name="executor" checked={id === chosen} onChange={() => onChoose(id)} />
            <span className={classes.executorName} title={name}>
              {name}
            </span>
            <span className={classes.late} data-none={overdue === 0 || undefined}>
              <Figure
                value={overdue}
                said={t('control.saidOverdue', { count: overdue })}
                shown={formatNumber(overdue)}
              />
            </span>
            <Figure value={soon} said={t('control.saidSoon', { count: soon })} shown={formatNumber(soon)} />
            <Figure value={open} said={t('control.saidOpen', { count: open })} shown={formatNumber(open)} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Figure({ value, said, shown }: { value: number; said: string; shown: string }) {
  return (
    <span className="figures" role="img" aria-label={said} data-zero={value === 0 || undefined}>
      {shown}
    </span>
  );
}
