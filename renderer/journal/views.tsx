import { Button, CloseButton, Popover, TextInput } from '@mantine/core';
import { IconBookmarkPlus } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { JournalColumn, JournalFilter, View } from '../../shared/contract/journal.ts';
import { useCovered } from '../frame/covered.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { builtInViews, isShown, isViewShown } from './built-in-views.ts';
import type { JournalSearch } from './filter.ts';
import classes from './journal.module.css';

type Props = {
  search: JournalSearch;
  columns: readonly JournalColumn[];
  views: readonly View[];
  onShow: (filter: JournalFilter, columns?: JournalColumn[]) => void;
  onSave: (name: string) => void;
  onRemove: (view: View) => void;
};

/** Views one key press away: the usual ones, then this desk's own. */
export function ViewTabs({ search, columns, views, onShow, onSave, onRemove }: Props) {
  const { t } = useWords();
  const { settings } = useDirectory().directory;
  const builtIn = builtInViews(settings.clerk);
  const shown = views.find((view) => isViewShown(view, search, columns));
  const isNew = shown === undefined && !builtIn.some(({ filter }) => isShown(filter, search));
  return (
    <nav className={classes.views} aria-label={t('journal.view.label')}>
      {builtIn.map(({ id, filter }) => (
        <Tab key={id} isShown={isShown(filter, search)} onClick={() => onShow(filter)}>
          {t(`journal.view.${id}`)}
        </Tab>
      ))}
      {views.map((view) => (
        <span key={view.id} className={classes.saved}>
          <Tab isShown={view === shown} onClick={() => onShow(view.filter, view.columns)}>
            {view.name}
          </Tab>
          {view === shown && (
            <CloseButton
              size="sm"
              aria-label={t('journal.view.remove', { name: view.name })}
              onClick={() => onRemove(view)}
            />
          )}
        </span>
      ))}
      {isNew && <SaveView onSave={onSave} />}
    </nav>
  );
}

function Tab({ isShown, onClick, children }: { isShown: boolean; onClick: () => void; children: string }) {
  return (
    <button type="button" className={classes.tab} aria-pressed={isShown} onClick={onClick}>
      {children}
    </button>
  );
}

function SaveView({ onSave }: { onSave: (name: string) => void }) {
  const { t } = useWords();
  const covered = useCovered();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === '') return;
    onSave(name.trim());
    setName('');
    setOpened(false);
  };
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus closeOnClickOutside={!covered}>
      <Popover.Target>
        <Button
          variant="subtle"
          leftSection={<IconBookmarkPlus size={16} aria-hidden />}
          onClick={() => setOpened((open) => !open)}
        >
          {t('journal.view.save')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('journal.view.save')}>
        <form onSubmit={save} className={classes.saveView}>
          <TextInput
            label={t('journal.view.name')}
            value={name}
            maxLength={60}
            data-autofocus
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit">{t('journal.view.keep')}</Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
