import { useMemo } from 'react';
import { SubjectInput } from '../inputs/subject-input.tsx';
import { LISTS, useField } from './field.tsx';
import { intake, useMatter, useTyped } from './use-intake.ts';

/** The subject of the paper in the form; those that its text suggests stand first. */
export function SubjectField() {
  const field = useField('paper.subject');
  const code = useTyped((form) => form['paper.subject']);
  const typed = useTyped((form) => form['paper.subject.typed']);
  const { subjects } = useMatter();
  const suggested = useMemo(() => subjects.map((one) => one.code), [subjects]);
  return (
    <SubjectInput
      field={field}
      code={code}
      typed={typed}
      onChoose={(chosen) => intake.set('paper.subject', chosen)}
      onType={(text) => intake.set('paper.subject.typed', text)}
      suggested={suggested}
      lists={LISTS}
    />
  );
}
