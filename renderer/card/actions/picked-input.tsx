import { useMemo } from 'react';
import { type Pick, PickInput } from '../../inputs/pick-input.tsx';
import { picksFor } from '../../inputs/picks.ts';
import { SubjectInput } from '../../inputs/subject-input.tsx';
import { useDirectory } from '../../state/directory.tsx';
import { useWords } from '../../words.tsx';
import type { ActionInputProps } from './typed-input.tsx';
import { useBodies } from './use-bodies.ts';
import { useCompetent } from './use-competent.ts';
import { usePeople } from './use-people.ts';

export function SubjectOf({ shown, field: { path }, values, onSet, lists }: ActionInputProps) {
  return (
    <SubjectInput
      field={shown}
      code={values[path] ?? ''}
      typed={values[`${path}.typed`] ?? ''}
      onChoose={(code) => onSet(path, code)}
      onType={(typed) => onSet(`${path}.typed`, typed)}
      lists={lists}
    />
  );
}

/** People of the staff, the most used first; somebody else may be written. */
export function ExecutorInput({ shown, field, values, about, onSet, lists }: ActionInputProps) {
  const { t } = useWords();
  const { used } = useDirectory().directory;
  const value = values[field.path] ?? '';
  const people = usePeople();
  const picks = useMemo(() => picksFor(people, value, used.executors), [people, value, used]);
  const note = field.note?.(values, about);
  const isFree = value.trim() !== '' && !people.some(({ label }) => label === value.trim());
  return (
    <PickInput
      field={shown}
      value={value}
      onType={(typed) => onSet(field.path, typed)}
      picks={picks}
      onPick={(key) => {
        const person = people.find((one) => one.key === key);
        if (!person) return;
        onSet(field.path, person.label);
        onSet(`${field.path}.id`, person.key);
      }}
      heading={t(value === '' ? 'intake.pick.used' : 'intake.pick.found')}
      opensEmpty
      digitsPick
      required={field.required ?? false}
      note={isFree ? t('actions.free') : note && t(note)}
      lists={lists}
    />
  );
}

/** The body that the paper is for by subject and place, then those that the directory knows; any other may be written. */
export function BodyInput({ shown, field, values, about, onSet, lists }: ActionInputProps) {
  const { t, both } = useWords();
  const { used } = useDirectory().directory;
  const value = values[field.path] ?? '';
  const bodies = useBodies();
  const found = useCompetent(about.state.subject, about.place);
  const competent = found ? both(found.name) : '';
  const picks = useMemo(() => {
    const known = bodies.map(({ id, name }): Pick => ({ key: id, label: name }));
    const others = [competent, ...used.addressees].filter(
      (name, at, all) => name !== '' && all.indexOf(name) === at && !known.some(({ label }) => label === name),
    );
    const entries = [...others.map((name): Pick => ({ key: name, label: name })), ...known];
    const first = entries.flatMap(({ key, label }) => (label === competent ? [key] : []));
    return picksFor(entries, value, [...first, ...used.higherBodies]);
  }, [bodies, competent, value, used]);
  const isFree = value.trim() !== '' && !bodies.some(({ name }) => name === value.trim());
  return (
    <PickInput
      field={shown}
      value={value}
      onType={(typed) => onSet(field.path, typed)}
      picks={picks}
      onPick={(key) => {
        const body = bodies.find(({ id }) => id === key);
        onSet(field.path, body?.name ?? key);
        if (body) onSet(`${field.path}.id`, body.id);
      }}
      heading={t(value === '' ? 'intake.pick.used' : 'intake.pick.found')}
      opensEmpty
      required={field.required ?? false}
      note={
        value === '' && competent !== ''
          ? t('actions.competent', { name: competent })
          : isFree && value.trim() !== competent
            ? t('actions.freeBody')
            : undefined
      }
      lists={lists}
    />
  );
}
