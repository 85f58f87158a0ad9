import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useWords } from '../words.tsx';
import classes from './people.module.css';

type Props = Omit<PasswordInputProps, 'onChange' | 'value'> & { value: string; onChange: (value: string) => void };

/** What is typed is not seen: so it says which letters the keyboard types now, and that Caps Lock is on. */
export function SecretInput({ value, onChange, ...props }: Props) {
  const { t } = useWords();
  const [caps, setCaps] = useState(false);
  const [letters, setLetters] = useState<'latin' | 'cyrillic'>();
  const look = (event: KeyboardEvent) => {
    setCaps(event.getModifierState('CapsLock'));
    const letter = lettersOf(event.key);
    if (letter) setLetters(letter);
  };
  return (
    <div className={classes.secret}>
      <PasswordInput
        {...props}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={look}
        onKeyUp={look}
        visibilityToggleButtonProps={{ 'aria-label': t('people.secret.show') }}
        spellCheck={false}
      />
      <p className={classes.keyboard} role="status">
        {[caps && t('people.secret.caps'), value !== '' && letters && t(`people.secret.${letters}`)]
          .filter(Boolean)
          .join(' ')}
      </p>
    </div>
  );
}

function lettersOf(key: string): 'latin' | 'cyrillic' | undefined {
  if (/^[a-z]$/i.test(key)) return 'latin';
  return /^\p{Script=Cyrillic}$/u.test(key) ? 'cyrillic' : undefined;
}
