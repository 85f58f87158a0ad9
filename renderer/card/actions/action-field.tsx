import { Checkbox } from '@mantine/core';
import { ChoiceInput } from '../../inputs/choice-input.tsx';
import { valueWord } from '../../parts/value-words.ts';
import { useWords } from '../../words.tsx';
import classes from './actions.module.css';
import { CorrectedValue } from './corrected-value.tsx';
import { correctable, corrections } from './correction.ts';
import { ExecutorsInput } from './executors-input.tsx';
import { BodyInput, ExecutorInput, SubjectOf } from './picked-input.tsx';
import { type ActionInputProps, TypedInput } from './typed-input.tsx';

/** One field of a form, whatever it is filled in with. */
export function ActionInput(props: ActionInputProps) {
  const { shown, field, values, about, onSet, lists } = props;
  const speech = useWords();
  const { t } = speech;
  const value = values[field.path] ?? '';
  const set = (next: string) => onSet(field.path, next);
  switch (field.as) {
    case 'hidden':
    case 'hiddenPerson':
      return null;
    case 'line':
    case 'time':
    case 'count':
    case 'lines':
    case 'date':
      return <TypedInput {...props} as={field.as} />;
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
    case 'reason': {
      const reasons = field.reasons(values, about).map((one) => ({
        value: one.id,
        label: `${speech.both(one)} (${speech.both(one.article)})`,
      }));
      const note = field.note?.(values, about);
      const none = { value: '', label: t('history.emptyValue') };
      return (
        <ChoiceInput
          key={reasons.length}
          field={shown}
          value={value}
          onChange={set}
          lists={lists}
          data={field.required ? reasons : [none, ...reasons]}
          note={note && t(note)}
        />
      );
    }
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
          data={correctable.map((name) => ({ value: name, label: t(corrections[name].label) }))}
        />
      );
    case 'amendValue':
      return <CorrectedValue {...props} />;
  }
}
