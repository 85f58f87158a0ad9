import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import type { Row } from '../../shared/contract/shapes.ts';
import { office } from '../client/connection.ts';
import { useToday } from '../clock.ts';
import { DeadlineMark } from '../parts/deadline-mark.tsx';
import { fromWord, kindWord } from '../parts/value-words.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './search-box.module.css';

const MOST_RESULTS = 12;

type Found = { text: string; rows: Row[] | undefined };

/** Ctrl+K: finds as one types, by number in any grouping or by words; arrows choose, Enter opens. */
export function SearchBox({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const { found, looking } = useFound(text.trim());
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });

  const rows = found?.rows;
  const chooseFirst = useEffectEvent(() => combobox.selectFirstOption());
  useEffect(() => {
    if (rows && rows.length > 0) chooseFirst();
  }, [rows]);

  const open = (number: string) => {
    setText('');
    combobox.closeDropdown();
    inputRef.current?.blur();
    void navigate({ to: '/papers/$number', params: { number } });
  };

  return (
    <Combobox store={combobox} onOptionSubmit={open} width={760} position="bottom-start" withinPortal={false}>
      <Combobox.Target>
        <TextInput
          ref={inputRef}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onFocus={() => text && combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            setText('');
            combobox.closeDropdown();
            inputRef.current?.blur();
          }}
          aria-label={t('app.search.label')}
          placeholder={t('app.search.placeholder')}
          leftSection={<IconSearch size={16} aria-hidden />}
          rightSection={looking ? <Loader size={14} /> : <kbd>Ctrl K</kbd>}
          rightSectionWidth={56}
          rightSectionPointerEvents="none"
          spellCheck={false}
          maxLength={500}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!found}>
        <Combobox.Options aria-label={t('app.search.label')}>
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

/** The newest answer to what is typed; an older one that comes late is dropped. `rows` is undefined when asking failed. */
function useFound(text: string): { found: Found | undefined; looking: boolean } {
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    if (text === '') return;
    const end = new AbortController();
    const settle = (rows: Row[] | undefined) => {
      if (!end.signal.aborted) setFound({ text, rows });
    };
    office.papers.find({ text, limit: MOST_RESULTS }, { signal: end.signal }).then(settle, () => settle(undefined));
    return () => end.abort();
  }, [text]);
  return text === '' ? { found: undefined, looking: false } : { found, looking: found?.text !== text };
}
