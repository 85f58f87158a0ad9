import { useState } from 'react';
import { useToday } from '../clock.ts';
import classes from '../inputs/field.module.css';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { LineField } from './field.tsx';
import { identityKind, identityNote } from './identity-words.ts';
import { useTyped } from './use-intake.ts';

type Props = {
  path: 'applicant.idNumber' | 'applicant.representative.idNumber';
  /** Type of the bearer: firms have a BIN. */
  of: string;
};

/** An IIN or BIN with what it says, or what is wrong with it, in words beside it. */
export function IdentityField({ path, of }: Props) {
  const words = useWords();
  const today = useToday(useDirectory().directory.body.zone);
  const typed = useTyped((form) => form[path]);
  const [typing, setTyping] = useState(false);
  const note = identityNote(typed, identityKind(of), { today, typing, words });
  return (
    <LineField
      path={path}
      inputMode="numeric"
      digits
      onFocus={() => setTyping(true)}
      onBlur={() => setTyping(false)}
      description={
        <span className={classes.identity} data-state={note.state}>
          {note.state === 'right' && <span aria-hidden>✓ </span>}
          {note.state === 'wrong' && <span aria-hidden>▲ </span>}
          {note.text}
        </span>
      }
    />
  );
}
