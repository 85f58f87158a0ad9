import { ActionIcon, Button, SegmentedControl, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconKeyboard, IconUsers } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { RefObject } from 'react';
import { type InterfaceLanguage, interfaceLanguages } from '../../shared/words/words.ts';
import { useSession } from '../people/session.ts';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './frame.module.css';
import { SearchBox } from './search-box.tsx';
import { shortName } from './short-name.ts';

type Props = { searchRef: RefObject<HTMLInputElement | null>; onHelp: () => void; onChangePerson: () => void };

export function TopBar({ searchRef, onHelp, onChangePerson }: Props) {
  const { t } = useWords();
  const { directory } = useDirectory();
  const asked = useSession()?.asked === true;
  const clerk = directory.staff.find(({ id }) => id === directory.settings.clerk);
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.name}>
        {t('app.name')}
      </Link>
      <search className={classes.search}>
        <SearchBox inputRef={searchRef} />
      </search>
      <div className={classes.barEnd}>
        <Tooltip label={t('app.help.open')}>
          <ActionIcon variant="subtle" color="gray" onClick={onHelp} aria-label={t('app.help.open')}>
            <IconKeyboard size={20} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <LanguageSwitch />
        <Tooltip label={t('app.changePerson')}>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onChangePerson}>
            <IconUsers size={18} aria-hidden />
            <kbd className={classes.barKey}>F9</kbd>
            <VisuallyHidden>{t('app.changePerson')}</VisuallyHidden>
          </Button>
        </Tooltip>
        <Link
          to={clerk && asked ? '/me' : '/desk'}
          className={classes.clerk}
          data-missing={!clerk || undefined}
          title={clerk && t('app.clerk', { name: clerk.name })}
        >
          {clerk ? shortName(clerk.name) : t('app.noClerk')}
        </Link>
      </div>
    </header>
  );
}

/** ҚАЗ / РУС: takes effect at once, everywhere, and leaves what is typed. */
export function LanguageSwitch() {
  const { t, language, setLanguage } = useWords();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('app.language.label')}
      value={language}
      onChange={(value) => setLanguage(value as InterfaceLanguage)}
      data={interfaceLanguages.map((value) => ({ value, label: t(`app.language.${value}`) }))}
    />
  );
}
