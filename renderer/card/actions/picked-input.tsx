import { useMemo } from 'react';
import { type Pick, PickInput } from '../../inputs/pick-input.tsx';
import { isNamed, picksFor } from '../../inputs/picks.ts';
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
export function ExecutorInput(props: ActionInputProps) {
  const { field, values, about } = props;
  const { t } = useWords();
  const { used } = useDirectory().directory;
  const people = usePeople();
  const note = field.note?.(values, about);
  return (
    <NamedInput
      {...props}
      entries={people}
      first={used.executors}
      marksFirst
      digitsPick
      free="actions.free"
      note={note && t(note)}
    />
  );
}

/** The body that the paper is for by subject and place, then those that the directory knows; any other may be written. */
export function BodyInput(props: ActionInputProps) {
  const { field, values, about } = props;
  const { t, both } = useWords();
  const { used } = useDirectory().directory;
  const bodies = useBodies();
  const found = useCompetent(about.state.subject, about.place);
  const competent = found ? both(found.name) : '';
  const entries = useMemo(() => {
    const known = bodies.map(({ id, name }) => ({ key: id, label: name }));
    const others = [competent, ...used.addressees].filter(
      (name, at, all) => name !== '' && all.indexOf(name) === at && !known.some(({ label }) => label === name),
    );
    // Under its own name there is nobody whose id would be known.
    return [...others.map((name) => ({ key: name, label: name, isTyped: true })), ...known];
  }, [bodies, competent, used]);
  const first = useMemo(
    () => [...entries.flatMap(({ key, label }) => (label === competent ? [key] : [])), ...used.higherBodies],
    [entries, competent, used],
  );
  const value = (values[field.path] ?? '').trim();
  const offer = value === '' && competent !== '' ? t('actions.competent', { name: competent }) : undefined;
  return (
    <NamedInput
      {...props}
      {...{ entries, first }}
      marksFirst={false}
      free={value === competent ? undefined : 'actions.freeBody'}
      note={offer}
    />
  );
}

type NamedProps = ActionInputProps & {
  /** `isTyped`: has no id of its own. */
  entries: readonly (Pick & { isTyped?: boolean })[];
  /** Keys that are offered before the others. */
  first: readonly string[];
  /** Not where any name may be written: Enter takes what arrows have marked then. */
  marksFirst: boolean;
  digitsPick?: boolean;
  /** What is said of a name that is not among those known. */
  free: 'actions.free' | 'actions.freeBody' | undefined;
  note: string | undefined;
};

/** Somebody of a list, with the id, or a name that is written. */
function NamedInput({
  shown,
  field,
  values,
  onSet,
  lists,
  entries,
  first,
  marksFirst,
  digitsPick,
  free,
  note,
}: NamedProps) {
  const { t } = useWords();
  const value = values[field.path] ?? '';
  const picks = useMemo(() => picksFor(entries, value, first), [entries, value, first]);
  const isFree = value.trim() !== '' && !entries.some((one) => !one.isTyped && one.label === value.trim());
  return (
    <PickInput
      field={shown}
      value={value}
      onType={(typed) => onSet(field.path, typed)}
      picks={picks}
      onPick={(key) => {
        const entry = entries.find((one) => one.key === key);
        if (!entry) return;
        onSet(field.path, entry.label);
        if (!entry.isTyped) onSet(`${field.path}.id`, entry.key);
      }}
      heading={t(value === '' ? 'intake.pick.used' : 'intake.pick.found')}
      opensEmpty
      marksFirst={marksFirst && !isNamed(entries, value)}
      digitsPick={digitsPick ?? false}
      required={field.required ?? false}
      note={isFree && free ? t(free) : note}
      lists={lists}
    />
  );
}
