import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import classes from './outcome.module.css';
import { useMatter, useTyped } from './use-intake.ts';

/**
 * While no subject is chosen: what the text suggests first, and the key that leads to the list of them. It stands apart from the field: a
 * line that comes there would push away what is being typed.
 */
export function SubjectHint() {
  const { t, both } = useWords();
  const { directory } = useDirectory();
  const [first] = useMatter().subjects;
  const isOpen = useTyped((form) => form['paper.subject'] === '' && form['paper.subject.typed'] === '');
  const subject = isOpen && first && directory.subjects.find(({ code }) => code === first.code);
  if (!subject) return null;
  return (
    <p className={classes.hint}>
      <kbd>F8</kbd> {t('intake.subject.hint', { name: both(subject.name) })}
    </p>
  );
}
