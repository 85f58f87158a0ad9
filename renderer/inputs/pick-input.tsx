import { Combobox, InputBase, useCombobox } from '@mantine/core';
import { memo, type ReactNode, useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { isPlainEnter } from './enter-keys.ts';
import { fieldLook, listPlace, type ShownField } from './field-look.ts';
import { pickFrom } from './pick-keys.ts';
import classes from './picks.module.css';
import { useStandingOrder } from './standing-order.ts';
import { goOnFrom } from './steps.ts';

/** Something to choose; `detail` helps to tell namesakes apart. */
export type Pick = { key: string; label: string; detail?: string };

export type PickProps = {
  picks: readonly Pick[];
  /**
   * What the entries answer, where that is not what stands in the field: they are found later than it is typed. While it is the same and the
   * list is open, late entries come after those that are shown, so that no number key means another entry than a moment ago.
   */
  question?: string;
  /**
   * The entries answer what stood in the field before. Enter takes none of them then, unless arrows have marked it: it goes on, and the
   * first of the right answer is taken when it comes, if that one would have been marked.
   */
  awaits?: boolean;
  onPick: (key: string) => void;
  /** What stands over the entries, such as that they are the most used ones. */
  heading: string;
  /** The list opens with nothing typed: what is used most is one key away. */
  opensEmpty?: boolean;
  /** The first entry is marked while typing, so that Enter takes it. Not where what was typed is as likely to stand as it is. */
  marksFirst?: boolean;
  /** Digits pick without Ctrl: only where what is written never has one, as a person's name. */
  digitsPick?: boolean;
  note?: ReactNode;
  required?: boolean;
  placeholder?: string;
  dir?: string;
};

type Props = PickProps & {
  field: ShownField;
  value: string;
  onType: (typed: string) => void;
  /** Id of the element in which the list opens. */
  lists: string;
};

/** A line that may be written freely, with entries to choose from beneath it: by number key, by arrows and Enter, by mouse. */
export function PickInput({
  field,
  value,
  onType,
  lists,
  picks: found,
  question = value,
  awaits = false,
  onPick,
  heading,
  opensEmpty = false,
  marksFirst = true,
  digitsPick = false,
  note,
  ...rest
}: Props) {
  const listId = useId();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [marked, setMarked] = useState<string>();
  // Mantine tells of the marked option only while arrows move it; here typing moves it too.
  const noteMarked = () => setMarked(list()?.querySelector('[data-combobox-selected]')?.id);
  const list = () => document.getElementById(listId);
  const picks = useStandingOrder(found, combobox.dropdownOpened ? question : undefined, keyOf);
  const isEmpty = picks.length === 0;
  const typing = value.trim() !== '';
  const open = combobox.dropdownOpened && !isEmpty;

  /** What stood in the field when Enter left it before its answer was here. */
  const entered = useRef<string>(undefined);
  /** The mark was moved by arrows. */
  const byArrow = useRef(false);

  const markAnew = useEffectEvent(() => {
    byArrow.current = false;
    if (marksFirst && typing && open) {
      // Whatever stands there now, the first one is marked still: nothing has to be laid out for that.
      if (combobox.getSelectedOptionIndex() === 0 && marked === optionId(listId, 0)) return;
      combobox.selectFirstOption();
    } else combobox.resetSelectedOption();
    noteMarked();
  });
  const takeEntered = useEffectEvent(() => {
    const [first] = picks;
    if (awaits || entered.current === undefined) return;
    if (entered.current === value && marksFirst && first) onPick(first.key);
    entered.current = undefined;
  });
  useEffect(() => {
    if (!awaits) takeEntered();
  }, [awaits]);
  // Not for late entries: what arrows have marked stays marked.
  useEffect(() => {
    if (question !== undefined && !isEmpty) markAnew();
  }, [question, isEmpty]);

  return (
    <Combobox store={combobox} position="bottom-start" {...listPlace(lists)}>
      <Combobox.Target withAriaAttributes={false}>
        <InputBase
          {...fieldLook}
          {...rest}
          {...field}
          value={value}
          onChange={(event) => {
            entered.current = undefined;
            byArrow.current = false;
            onType(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onFocus={() => opensEmpty && value === '' && combobox.openDropdown()}
          onClick={() => opensEmpty && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            const input = event.currentTarget;
            const before = input.value.slice(0, input.selectionStart ?? 0);
            const options = [...(list()?.querySelectorAll<HTMLElement>('[data-combobox-option]') ?? [])];
            const option = open ? pickFrom(event.nativeEvent, options, before, digitsPick) : undefined;
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') byArrow.current = true;
            if (awaits && !byArrow.current && isPlainEnter(event.nativeEvent)) {
              // Before the list hears the key: what it has marked answers something else.
              combobox.resetSelectedOption();
              entered.current = value;
            }
            if (!option) return;
            option.click();
            goOnFrom(input);
          }}
          onKeyUp={noteMarked}
          description={note}
          role="combobox"
          aria-haspopup="listbox"
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open ? marked : undefined}
          autoComplete="off"
          spellCheck={false}
          data-step
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!open}>
        <Combobox.Options
          id={listId}
          aria-label={heading}
          className={classes.list}
          // The focus stays in the field.
          onMouseDown={(event) => event.preventDefault()}
          onClick={({ target }) => {
            const option = target instanceof Element && target.closest('[data-combobox-option]');
            const pick = option ? picks[Number(option.id.slice(optionId(listId, '').length))] : undefined;
            if (!pick) return;
            onPick(pick.key);
            combobox.closeDropdown();
          }}
        >
          <PickHeading>{heading}</PickHeading>
          <PickOptions list={listId} picks={picks} />
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

const keyOf = ({ key }: Pick) => key;
const optionId = (list: string, at: number | '') => `${list}-${at}`;

/**
 * The entries, drawn anew only when they are others: the library's own options are, all of them, at each key that is typed. They are told
 * apart by their place, so that another list only writes other words into them.
 */
const PickOptions = memo(function PickOptions({ list, picks }: { list: string; picks: readonly Pick[] }) {
  return picks.map(({ label, detail }, at) => (
    <div
      key={optionId(list, at)}
      id={optionId(list, at)}
      role="option"
      tabIndex={-1}
      data-combobox-option
      className={classes.pick}
    >
      <PickNumber at={at} />
      <span>
        {label}
        {detail && <span className={classes.optionDetail}>{detail}</span>}
      </span>
    </div>
  ));
});

/** The key that picks an entry; the tenth has none. */
export function PickNumber({ at }: { at: number }) {
  return (
    <kbd className={classes.pickNumber} aria-hidden data-none={at > 8 || undefined}>
      {at < 9 ? at + 1 : ''}
    </kbd>
  );
}

/** What the entries of a list are, and how number keys pick them. */
export function PickHeading({ children }: { children: string }) {
  return (
    <div className={classes.pickHeading} aria-hidden>
      <span>{children}</span>
      <span>
        <kbd>Ctrl 1…9</kbd>
      </span>
    </div>
  );
}
