import { Combobox } from '@mantine/core';
import { IconArrowLeft, IconChevronRight } from '@tabler/icons-react';
import type { Subject } from '../../shared/contract/shapes.ts';
import { useWords } from '../words.tsx';
import { PickHeading, PickNumber } from './pick-input.tsx';
import classes from './picks.module.css';
import { parentOf, type SubjectTree } from './subject-search.ts';

/** Marks the values of the most used subjects, which stand in the list of the highest level once more. */
export const USED = '*';
/** Marks the values of those that the text suggests. */
export const SUGGESTED = '~';
/** A list needs a value for the step up; no subject has it for a code. */
export const UP = '<';

type Props = {
  id: string;
  label: string;
  tree: SubjectTree;
  /** What the text suggests, which stands before all others. */
  suggested: readonly Subject[];
  /** The most used ones, which stand before the others. */
  used: readonly Subject[];
  options: readonly Subject[];
  /** What the text suggests since the list was opened; it stands behind the others. */
  late: readonly Subject[];
  /** The code above the shown ones; undefined: they were searched for over all levels. */
  level: string | undefined;
  chosen: string;
};

/** What there is to choose from: what was found, or one level with a step up, the most used ones before the highest. */
export function SubjectList({ id, label, tree, suggested, used, options, late, level, chosen }: Props) {
  const { t } = useWords();
  return (
    <Combobox.Dropdown>
      <Combobox.Options id={id} aria-label={label} className={classes.list}>
        {options.length === 0 && <Combobox.Empty>{t('intake.subject.none')}</Combobox.Empty>}
        {suggested.length > 0 && <PickHeading>{t('intake.subject.suggested')}</PickHeading>}
        {suggested.map((subject, at) => (
          <SubjectOption
            key={SUGGESTED + subject.code}
            at={at}
            subject={subject}
            tree={tree}
            withPath
            mark={SUGGESTED}
            chosen={chosen}
          />
        ))}
        {used.length > 0 && <PickHeading>{t('intake.pick.used')}</PickHeading>}
        {used.map((subject, at) => (
          <SubjectOption
            key={USED + subject.code}
            at={suggested.length + at}
            subject={subject}
            tree={tree}
            withPath
            mark={USED}
            chosen={chosen}
          />
        ))}
        {suggested.length + used.length > 0 && <div className={classes.pickHeading}>{t('intake.subject.all')}</div>}
        {options.map((subject, at) => (
          <SubjectOption
            key={subject.code}
            at={suggested.length + used.length + at}
            subject={subject}
            tree={tree}
            withPath={level === undefined}
            chosen={chosen}
          />
        ))}
        {late.length > 0 && <div className={classes.pickHeading}>{t('intake.subject.suggested')}</div>}
        {late.map((subject, at) => (
          <SubjectOption
            key={SUGGESTED + subject.code}
            at={suggested.length + used.length + options.length + at}
            subject={subject}
            tree={tree}
            withPath
            mark={SUGGESTED}
            chosen={chosen}
          />
        ))}
        {level !== undefined && level !== '' && (
          <Combobox.Option value={UP} className={classes.subjectUp}>
            <IconArrowLeft size={14} aria-hidden />
            <UpWord name={tree.find(parentOf(level))} />
          </Combobox.Option>
        )}
      </Combobox.Options>
    </Combobox.Dropdown>
  );
}

function UpWord({ name }: { name: Subject | undefined }) {
  const { t, both } = useWords();
  return name ? t('intake.subject.up', { name: both(name.name) }) : t('intake.subject.back');
}

type OptionProps = {
  /** Place in the list, from 0: its number key. */
  at: number;
  subject: Subject;
  tree: SubjectTree;
  withPath: boolean;
  /** Before its code in the list's value, where it stands in the list once more. */
  mark?: string;
  chosen: string;
};

/** A subject as the list shows it: with what is above it where it stands apart from its level. */
function SubjectOption({ at, subject, tree, withPath, mark = '', chosen }: OptionProps) {
  const { t, both } = useWords();
  const above = tree.pathOf(subject.code).slice(0, -1);
  const deeper = !withPath && tree.childrenOf(subject.code).length > 0;
  return (
    <Combobox.Option
      value={mark + subject.code}
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
