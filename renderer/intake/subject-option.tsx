import { Combobox } from '@mantine/core';
import { IconChevronRight } from '@tabler/icons-react';
import type { Subject } from '../../shared/contract/shapes.ts';
import { useWords } from '../words.tsx';
import { PickNumber } from './pick-field.tsx';
import classes from './picks.module.css';
import type { SubjectTree } from './subject-search.ts';

/** Marks the values of the most used subjects, which stand in the list of the highest level once more. */
export const USED = '*';

type OptionProps = {
  /** Place in the list, from 0: its number key. */
  at: number;
  subject: Subject;
  tree: SubjectTree;
  withPath: boolean;
  used?: boolean;
  chosen: string;
};

/** A subject as the list shows it: with what is above it where it stands apart from its level. */
export function SubjectOption({ at, subject, tree, withPath, used = false, chosen }: OptionProps) {
  const { t, both } = useWords();
  const above = tree.pathOf(subject.code).slice(0, -1);
  const deeper = !withPath && tree.childrenOf(subject.code).length > 0;
  return (
    <Combobox.Option
      value={used ? USED + subject.code : subject.code}
      active={subject.code === chosen}
      className={classes.subjectOption}
      data-subject
      data-deeper={deeper || undefined}
    >
      <PickNumber at={at} />
      <span>
        {both(subject.name)}
        {withPath && above.length > 0 && (
          <span className={classes.optionDetail}>{above.map(({ name }) => both(name)).join(' › ')}</span>
        )}
      </span>
      {deeper && <IconChevronRight size={14} aria-label={t('intake.subject.more')} />}
    </Combobox.Option>
  );
}
