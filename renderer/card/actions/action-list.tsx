import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { FormAction, Present } from '../../../shared/contract/actions.ts';
import { isPlainEnter } from '../../inputs/enter-keys.ts';
import { pickFrom } from '../../inputs/pick-keys.ts';
import { foldedWords, startsIn } from '../../inputs/text-match.ts';
import { useWords } from '../../words.tsx';
import classes from './actions.module.css';
import { groupNames, groups } from './groups.ts';

type Props = { actions: Present['actions']; onPick: (action: FormAction) => void };

/** What can be done now, found by typing, picked by number key, arrows and Enter, or mouse; below it what cannot, and why not. */
export function ActionList({ actions, onPick }: Props) {
  const { t } = useWords();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  useEffect(() => input.current?.focus(), []);

  const hindrances = new Map(actions.map(({ action, hindrance }) => [action, hindrance]));
  const found = (name: FormAction) => startsIn(foldedWords(t(`actions.name.${name}`)), foldedWords(typed), 'every');
  const shown = groupNames.map((group) => ({ group, names: (groups[group] as readonly FormAction[]).filter(found) }));
  const possible = shown
    .map(({ group, names }) => ({ group, names: names.filter((name) => hindrances.get(name) === undefined) }))
    .filter(({ names }) => names.length > 0);
  const flat = possible.flatMap(({ names }) => names);
  const hindered = shown.flatMap(({ names }) => names.filter((name) => hindrances.get(name) !== undefined));
  const mark = Math.min(marked, flat.length - 1);
  const optionId = (name: FormAction) => `${id}-${name}`;

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const before = event.currentTarget.value.slice(0, event.currentTarget.selectionStart ?? 0);
    const picked = pickFrom(event.nativeEvent, flat, before);
    if (picked) return onPick(picked);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && flat.length > 0) {
      event.preventDefault();
      const next = (mark + step + flat.length) % flat.length;
      setMarked(next);
      document.getElementById(optionId(flat[next]!))?.scrollIntoView({ block: 'nearest' });
    }
    const current = flat[mark];
    if (isPlainEnter(event.nativeEvent) && current) {
      event.preventDefault();
      onPick(current);
    }
  };

  return (
    <>
      <TextInput
        ref={input}
        size="sm"
        label={t('actions.find')}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
        role="combobox"
        aria-expanded
        data-list-stays
        aria-haspopup="listbox"
        aria-autocomplete="list"
        aria-controls={id}
        aria-activedescendant={flat[mark] && optionId(flat[mark])}
        autoComplete="off"
        spellCheck={false}
      />
      <div id={id} role="listbox" aria-label={t('actions.title')} className={classes.list}>
        {possible.map(({ group, names }) => (
          <fieldset key={group} className={classes.groupBox}>
            <legend className={classes.group}>{t(`actions.group.${group}`)}</legend>
            {names.map((name) => (
              <div
                key={name}
                id={optionId(name)}
                role="option"
                tabIndex={-1}
                aria-selected={flat[mark] === name}
                className={classes.option}
                onClick={() => onPick(name)}
                onKeyDown={(event) => event.key === 'Enter' && onPick(name)}
              >
                <Key at={flat.indexOf(name)} />
                {t(`actions.name.${name}`)}
              </div>
            ))}
          </fieldset>
        ))}
      </div>
      {flat.length === 0 && hindered.length === 0 && <p className={classes.note}>{t('actions.none')}</p>}
      {hindered.length > 0 && (
        <details className={classes.hindered} open={typed !== '' && flat.length === 0}>
          <summary>{t('actions.notNow', { count: hindered.length })}</summary>
          <ul>
            {hindered.map((name) => (
              <li key={name}>
                {t(`actions.name.${name}`)}
                <span className={classes.hindrance}>
                  {t([`history.refused.${hindrances.get(name)}`, 'history.refused.other'])}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Key({ at }: { at: number }) {
  return (
    <kbd className={classes.key} aria-hidden data-none={at > 8 || undefined}>
      {at < 9 ? at + 1 : ''}
    </kbd>
  );
}
