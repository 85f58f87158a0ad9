import { IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ShownField } from '../../inputs/field-look.ts';
import { PickInput } from '../../inputs/pick-input.tsx';
import { isNamed, picksFor } from '../../inputs/picks.ts';
import { useDirectory } from '../../state/directory.tsx';
import { useWords } from '../../words.tsx';
import classes from './actions.module.css';
import type { ActionField, Values } from './forms.ts';
import { usePeople } from './use-people.ts';
import { peopleIn } from './values.ts';

type Props = {
  shown: ShownField;
  field: ActionField;
  values: Values;
  onSet: (path: string, value: string) => void;
  lists: string;
};

/** Several people: those chosen so far, and a line to add another. Whoever is still written there when the form is sent counts too. */
export function ExecutorsInput({ shown, field: { path }, values, onSet, lists }: Props) {
  const { t } = useWords();
  const { used } = useDirectory().directory;
  const everybody = usePeople();
  const chosen = peopleIn(values[path] ?? '');
  const typed = values[`${path}.typed`] ?? '';
  const ids = chosen.map(({ id }) => id).join(' ');
  const people = useMemo(() => everybody.filter(({ key }) => !ids.split(' ').includes(key)), [everybody, ids]);
  const picks = useMemo(() => picksFor(people, typed, used.executors), [people, typed, used]);
  const keep = (next: readonly { id: string; name: string }[]) => onSet(path, JSON.stringify(next));
  return (
    <div>
      <PickInput
        field={shown}
        value={typed}
        onType={(text) => onSet(`${path}.typed`, text)}
        picks={picks}
        onPick={(key) => {
          const person = people.find((one) => one.key === key);
          if (person) keep([...chosen, { id: person.key, name: person.label }]);
        }}
        heading={t(typed === '' ? 'intake.pick.used' : 'intake.pick.found')}
        opensEmpty
        marksFirst={!isNamed(people, typed)}
        digitsPick
        lists={lists}
      />
      {chosen.length > 0 && (
        <ul className={classes.chosen}>
          {chosen.map((person, at) => (
            <li key={`${person.id} ${person.name}`}>
              {person.name}
              <button
                type="button"
                aria-label={t('actions.remove', { name: person.name })}
                onClick={() => keep(chosen.filter((_one, i) => i !== at))}
              >
                <IconX size={14} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
