import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Row } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { useToday } from '../clock.ts';
import { DeadlineMark } from '../parts/deadline-mark.tsx';
import { fromWord, kindWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './search-box.module.css';

const MOST_RESULTS = 12;

/** `rows` is undefined when asking failed. */
type Found = { text: string; rows: Row[] | undefined };

/**
 * Ctrl+K: finds as one types, by any number in any grouping or by words; arrows choose, Enter opens, Escape goes back to where
 * the clerk was. While an answer is on its way the last one stays in sight, but nothing of it can be opened: Enter means the
 * first of the answer to what is typed.
 */
export function SearchBox({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const asked = text.trim();
  const found = useFound(asked);
  const rows = found?.rows;
  const isCurrent = found?.text === asked;
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const cameFrom = useRef<Element>(null);
  /** The question whose first answer Enter is waiting for. */
  const entered = useRef<string>(undefined);

  const leave = () => {
    entered.current = undefined;
    setText('');
    combobox.closeDropdown();
    inputRef.current?.blur();
  };
  const open = (number: string) => {
    if (!isCurrent) return;
    leave();
    void navigate({ to: '/papers/$number', params: { number } });
  };

  const settle = useEffectEvent(({ text, rows }: Found) => {
    const [first] = rows ?? [];
    if (!first) return;
    if (entered.current === text) open(first.number);
    else combobox.selectFirstOption();
  });
  // Before it is painted: the first row is chosen in the frame that shows it.
  useLayoutEffect(() => {
    if (found) settle(found);
  }, [found]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && asked !== '') {
      const [first] = rows ?? [];
      if (!isCurrent) {
        event.preventDefault();
        entered.current = asked;
      } else if (first && combobox.getSelectedOptionIndex() === -1) {
        // The answer was here before its list was: nothing in it is chosen yet.
        event.preventDefault();
        open(first.number);
      }
    }
    if (event.key === 'Escape') {
      event.preventDefault();
      leave();
      if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
    }
  };

  return (
    <Combobox store={combobox} onOptionSubmit={open} width={760} position="bottom-start" withinPortal={false}>
      <Combobox.Target>
        <TextInput
          ref={inputRef}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.resetSelectedOption();
            combobox.openDropdown();
          }}
          onFocus={({ relatedTarget }) => {
            cameFrom.current = relatedTarget;
            if (text) combobox.openDropdown();
          }}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={onKeyDown}
          aria-label={t('app.search.label')}
          placeholder={t('app.search.placeholder')}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={asked !== '' && !isCurrent ? <Loader size={14} /> : <kbd>Ctrl K</kbd>}
          rightSectionWidth={56}
          rightSectionPointerEvents="none"
          spellCheck={false}
          maxLength={500}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!found}>
        <Combobox.Options aria-label={t('app.search.label')} aria-busy={!isCurrent} className={classes.results}>
          {rows === undefined && <Combobox.Empty>{t('app.search.failed')}</Combobox.Empty>}
          {rows?.length === 0 && <Combobox.Empty>{t('app.search.none')}</Combobox.Empty>}
          {rows?.map((row) => (
            <Combobox.Option key={row.number} value={row.number}>
              <ResultRow row={row} />
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function ResultRow({ row }: { row: Row }) {
  const words = useWords();
  const { directory, law } = useDirectory();
  const today = useToday(directory.body.zone);
  return (
    <div className={classes.result}>
      <span className="figures">{words.groupNumber(row.number)}</span>
      <span className={classes.from}>{fromWord(words, row)}</span>
      <DeadlineMark paper={row} today={today} />
      <span className={classes.summary}>
        {kindWord(words, law, row.kind)} · {row.summary}
      </span>
    </div>
  );
}

/** The last answer; one that comes after a newer question is dropped, and nothing asked has none. */
function useFound(text: string): Found | undefined {
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    const end = new AbortController();
    const settle = (rows: Row[] | undefined) => {
      if (!end.signal.aborted) setFound({ text, rows });
    };
    if (text === '') setFound(undefined);
    else
      office.papers.find({ text, limit: MOST_RESULTS }, { signal: end.signal }).then(settle, () => settle(undefined));
    return () => end.abort();
  }, [text]);
  return text === '' ? undefined : found;
}
