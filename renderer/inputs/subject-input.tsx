import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState } from 'react';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { fieldLook, listPlace, type ShownField } from './field-look.ts';
import { pickFrom } from './pick-keys.ts';
import classes from './picks.module.css';
import { goOnFrom } from './steps.ts';
import { SUGGESTED, SubjectList, UP, USED } from './subject-list.tsx';
import { parentOf, type SubjectTree, subjectTree } from './subject-search.ts';

const MOST_FOUND = 30;
const MOST_USED = 5;
const NONE: readonly string[] = [];

type Props = {
  field: ShownField;
  /** What is chosen, or ''. */
  code: string;
  /** What was typed to find one; ends what was chosen, as choosing ends it. */
  typed: string;
  onChoose: (code: string) => void;
  onType: (typed: string) => void;
  /** Codes that the text suggests, the likeliest first. */
  suggested?: readonly string[];
  /** Id of the element in which the list opens. */
  lists: string;
};

/**
 * The subject in three levels. Typing searches all of them; with nothing typed the list shows the most used ones and one level, and
 * choosing goes one deeper. Every level that was chosen counts, so one may stop at any. Number keys choose.
 */
export function SubjectInput({ field, code, typed, onChoose, onType, suggested: told = NONE, lists }: Props) {
  const { t, both } = useWords();
  const { directory } = useDirectory();
  const tree = useMemo(() => subjectTree(directory.subjects), [directory.subjects]);
  const chosenBefore = useRef('');
  const [level, setLevel] = useState('');
  const [offered, setOffered] = useState({ told, used: directory.used.subjects });
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => {
      setLevel(levelToShow(tree, code));
      setOffered({ told, used: directory.used.subjects });
    },
  });
  const chosen = tree.find(code);
  const isGone = code !== '' && !chosen;
  const searching = typed.trim() !== '';
  const atTop = !searching && level === '';
  const suggested = useMemo(
    () => (atTop ? offered.told.flatMap((one) => tree.find(one) ?? []) : []),
    [atTop, offered, tree],
  );
  const used = useMemo(
    () =>
      atTop
        ? offered.used
            .flatMap((one) => tree.find(one) ?? [])
            .filter((one) => !suggested.includes(one))
            .slice(0, MOST_USED)
        : [],
    [atTop, offered, tree, suggested],
  );
  // While the list is open no number key comes to mean another entry: what is suggested meanwhile stands behind the others.
  const late = useMemo(
    () => (atTop ? told.filter((one) => !offered.told.includes(one)).flatMap((one) => tree.find(one) ?? []) : []),
    [atTop, told, offered, tree],
  );
  const options = useMemo(
    () => (searching ? tree.search(typed, MOST_FOUND) : tree.childrenOf(level)),
    [searching, tree, typed, level],
  );

  const listId = useId();
  const [marked, setMarked] = useState<string>();
  // Mantine tells of the marked option only while arrows move it; here typing and walking down the levels move it too.
  const noteMarked = () => {
    setMarked(document.getElementById(listId)?.querySelector('[data-combobox-selected]')?.id);
  };
  const markAnew = useEffectEvent(() => {
    // Walking down the levels nothing is marked: Enter then goes on with what is chosen so far.
    if (searching && options.length > 0) combobox.selectFirstOption();
    else combobox.resetSelectedOption();
    noteMarked();
  });
  useEffect(() => {
    if (options) markAnew();
  }, [options]);

  const choose = (value: string) => {
    if (value.startsWith(USED) || value.startsWith(SUGGESTED)) {
      onChoose(value.slice(1));
      combobox.closeDropdown();
      return;
    }
    if (value === UP) {
      setLevel(parentOf(level));
      return;
    }
    onChoose(value);
    if (!searching && tree.childrenOf(value).length > 0) setLevel(value);
    else combobox.closeDropdown();
  };
  const leave = () => {
    if (!searching) onType('');
    combobox.closeDropdown();
  };

  return (
    <Combobox store={combobox} onOptionSubmit={choose} position="bottom-start" {...listPlace(lists)}>
      <Combobox.Target withAriaAttributes={false}>
        <InputBase
          {...fieldLook}
          {...field}
          value={typed !== '' || !chosen ? typed : both(chosen.name)}
          onChange={(event) => {
            const { value } = event.currentTarget;
            // Emptied on purpose: no subject.
            if (value === '') onChoose('');
            onType(value);
            combobox.openDropdown();
          }}
          onFocus={(event) => {
            event.currentTarget.select();
            chosenBefore.current = code;
            if (code === '' || isGone) combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={leave}
          onKeyDown={(event) => {
            const input = event.currentTarget;
            const before = input.value.slice(0, input.selectionStart ?? 0);
            const shown = document.getElementById(listId)?.querySelectorAll<HTMLElement>('[data-subject]') ?? [];
            const option = combobox.dropdownOpened ? pickFrom(event.nativeEvent, [...shown], before) : undefined;
            if (option) {
              option.click();
              // What has levels beneath it stays to be walked down.
              if (!option.dataset.deeper) goOnFrom(input);
              return;
            }
            // The search is given up: what was chosen before is chosen again.
            if (event.key === 'Escape' && typed !== '') {
              event.preventDefault();
              onType('');
              onChoose(chosenBefore.current);
            }
            const goesDeeper = event.key === 'Enter' && !searching && combobox.getSelectedOptionIndex() !== -1;
            // The list stays open, so the focus stays too.
            if (goesDeeper && combobox.dropdownOpened) event.stopPropagation();
          }}
          description={<SubjectNote code={code} searching={searching} tree={tree} />}
          placeholder={t('intake.example.subject')}
          onKeyUp={noteMarked}
          role="combobox"
          aria-haspopup="listbox"
          aria-expanded={combobox.dropdownOpened}
          aria-controls={combobox.dropdownOpened ? listId : undefined}
          aria-activedescendant={combobox.dropdownOpened ? marked : undefined}
          rightSection={<Combobox.Chevron />}
          rightSectionPointerEvents="none"
          spellCheck={false}
          autoComplete="off"
          data-step
        />
      </Combobox.Target>
      <SubjectList
        id={listId}
        label={field.label}
        tree={tree}
        suggested={suggested}
        used={used}
        options={options}
        late={late}
        level={searching ? undefined : level}
        chosen={code}
      />
    </Combobox>
  );
}

/** Opens where one left off: at the children of what is chosen, or beside it where it has none; at the top where it is no more. */
function levelToShow(tree: SubjectTree, code: string): string {
  if (!tree.find(code)) return '';
  return tree.childrenOf(code).length > 0 ? code : parentOf(code);
}

/** What was chosen with all that is above it; or why nothing is. */
function SubjectNote({ code, searching, tree }: { code: string; searching: boolean; tree: SubjectTree }) {
  const { t, both } = useWords();
  if (searching) return <span className={classes.gone}>▲ {t('intake.subject.notChosen')}</span>;
  // The subject of a draft that is in the list no more.
  if (code !== '' && !tree.find(code))
    return <span className={classes.gone}>▲ {t('intake.subject.gone', { code })}</span>;
  const levels = tree.pathOf(code);
  return levels.length < 2 ? null : levels.map(({ name }) => both(name)).join(' › ');
}
