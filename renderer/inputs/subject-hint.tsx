import type { Subject } from '../../shared/contract/shapes.ts';
import { useWords } from '../words.tsx';

/** While no subject is chosen: what the text suggests first, and the key that leads to the list of them. */
export function SubjectHint({ suggested }: { suggested: readonly Subject[] }) {
  const { t, both } = useWords();
  const [first] = suggested;
  if (!first) return null;
  return (
    <span>
      <kbd>F8</kbd> {t('intake.subject.hint', { name: both(first.name) })}
    </span>
  );
}
