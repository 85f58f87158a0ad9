import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { amendableFields } from '../../../shared/books/appeals/actions/record.ts';
import { ways } from '../../../shared/books/appeals/ways.ts';
import { isIsoDate } from '../../../shared/domain/date/iso-date.ts';
import { formatDate } from '../../../shared/words/forms.ts';
import { ChoiceInput } from '../../inputs/choice-input.tsx';
import { fieldLook, type ShownField } from '../../inputs/field-look.ts';
import { type Pick, PickInput } from '../../inputs/pick-input.tsx';
import { picksFor } from '../../inputs/picks.ts';
import { SubjectInput } from '../../inputs/subject-input.tsx';
import { readDate } from '../../inputs/typed-values.ts';
import { kindWord, valueWord } from '../../parts/value-words.ts';
import { useDirectory } from '../../state/directory.tsx';
import { useWords } from '../../words.tsx';
import { amendedLabels } from '../history-view.ts';
import type { About } from './about.ts';
import classes from './actions.module.css';
import { ExecutorsInput } from './executors-input.tsx';
import type { ActionField, Values } from './forms.ts';
import { useBodies } from './use-bodies.ts';
import { useCompetent } from './use-competent.ts';
import { usePeople } from './use-people.ts';

type Props = {
  /** Identity, label, error. */
  shown: ShownField;
  field: ActionField;
  values: Values;
  about: About;
  onSet: (path: string, value: string) => void;
  lists: string;
};

/** One field of a form, whatever it is filled in with. */
export function ActionInput(props: Props) {
  const { shown, field, values, about, onSet, lists } = props;
  const speech = useWords();
  const { t } = speech;
  const { law } = useDirectory();
  const value = values[field.path] ?? '';
  const set = (next: string) => onSet(field.path, next);
  const note = field.note?.(values, about);
  const plain = { ...fieldLook, ...shown, required: field.required ?? false, description: note && t(note) };
  const typing = { autoComplete: 'off', spellCheck: false, 'data-step': true } as const;
  switch (field.as) {
    case 'hidden':
      return null;
    case 'line':
    case 'time':
    case 'count':
      return (
        <TextInput
          {...plain}
          {...typing}
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
          inputMode={field.as === 'line' ? undefined : 'numeric'}
          placeholder={field.as === 'time' ? '10:00' : undefined}
        />
      );
    case 'lines':
      return (
        <Textarea
          {...plain}
          {...typing}
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
          rows={3}
          data-lines="many"
        />
      );
    case 'date':
      return (
        <TextInput
          {...plain}
          {...typing}
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => {
            const date = readDate(value);
            if (isIsoDate(date)) set(formatDate(date));
          }}
          inputMode="numeric"
          placeholder={t('intake.example.date')}
        />
      );
    case 'check':
      return (
        <Checkbox
          id={shown.id}
          label={shown.label}
          className={classes.check}
          checked={value === 'yes'}
          onChange={(event) => set(event.currentTarget.checked ? 'yes' : '')}
          data-step
        />
      );
    case 'choice':
      return (
        <ChoiceInput
          field={shown}
          value={value}
          onChange={set}
          lists={lists}
          data={field.values(about).map((code) => ({
            value: code,
            label: code === '' ? t('history.emptyValue') : valueWord(speech, field.group, code),
          }))}
        />
      );
    case 'executor':
      return <ExecutorInput {...props} />;
    case 'executors':
      return <ExecutorsInput {...props} />;
    case 'body':
      return <BodyInput {...props} />;
    case 'subject':
      return <SubjectOf {...props} />;
    case 'amendField':
      return (
        <ChoiceInput
          field={shown}
          value={value}
          onChange={set}
          lists={lists}
          data={amendableFields.map((name) => ({ value: name, label: t(amendedLabels[name]) }))}
        />
      );
    case 'amendValue':
      return (
        <AmendedValue {...props} kinds={law.kinds.map(({ id }) => ({ value: id, label: kindWord(speech, law, id) }))} />
      );
  }
}

/** What is right, filled in as the corrected field is. */
function AmendedValue({ kinds, ...props }: Props & { kinds: { value: string; label: string }[] }) {
  const { shown, field, values, onSet, lists } = props;
  const speech = useWords();
  const set = (next: string) => onSet(field.path, next);
  const value = values[field.path] ?? '';
  switch (values.field) {
    case 'paper.kind':
      return <ChoiceInput key="kind" field={shown} value={value} onChange={set} lists={lists} data={kinds} />;
    case 'paper.way': {
      const data = ways.map((way) => ({ value: way, label: valueWord(speech, 'way', way) }));
      return <ChoiceInput key="way" field={shown} value={value} onChange={set} lists={lists} data={data} />;
    }
    case 'paper.subject':
      return <SubjectOf {...props} />;
    default:
      return <ActionInput {...props} field={{ ...field, as: values.field === 'paper.summary' ? 'lines' : 'line' }} />;
  }
}

function SubjectOf({ shown, field: { path }, values, onSet, lists }: Props) {
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
function ExecutorInput({ shown, field, values, about, onSet, lists }: Props) {
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
function BodyInput({ shown, field, values, about, onSet, lists }: Props) {
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
