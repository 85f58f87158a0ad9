import { useMemo } from 'react';
import { applicantTypes, languages } from '../../../shared/books/appeals/entry.ts';
import { ways } from '../../../shared/books/appeals/ways.ts';
import { ChoiceInput } from '../../inputs/choice-input.tsx';
import { type Pick, PickInput } from '../../inputs/pick-input.tsx';
import { isAwaited } from '../../inputs/places-found.ts';
import { useFoundPlaces } from '../../inputs/use-found-places.ts';
import { kindWord, valueWord } from '../../parts/value-words.ts';
import type { Speech } from '../../speech.ts';
import { useDirectory } from '../../state/directory.tsx';
import { useWords } from '../../words.tsx';
import { correctedAs } from './correction.ts';
import { BodyInput, SubjectOf } from './picked-input.tsx';
import { type ActionInputProps, TypedInput } from './typed-input.tsx';

/** What is right, filled in as the corrected field is. */
export function CorrectedValue(props: ActionInputProps) {
  const { field, values } = props;
  const speech = useWords();
  const { law } = useDirectory();
  const corrected = values.field ?? '';
  const as = correctedAs(corrected);
  switch (as) {
    case 'choice':
      return <Choice key={corrected} {...props} data={choicesOf(corrected, speech, law)} />;
    case 'subject':
      return <SubjectOf {...props} />;
    case 'place':
      return <PlaceOf {...props} />;
    case 'body':
      return <BodyInput {...props} />;
    case 'addressee':
      return <TypedInput {...props} field={{ ...field, note: () => 'actions.ownWhenEmpty' }} as="line" />;
    case 'line':
    case 'lines':
    case 'date':
    case 'count':
      return <TypedInput key={corrected} {...props} as={as} />;
  }
}

type Law = ReturnType<typeof useDirectory>['law'];

function choicesOf(field: string, speech: Speech, law: Law): { value: string; label: string }[] {
  const words = (group: 'way' | 'language' | 'applicantType', codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: valueWord(speech, group, code) }));
  switch (field) {
    case 'paper.kind':
      return law.kinds.map(({ id }) => ({ value: id, label: kindWord(speech, law, id) }));
    case 'paper.language':
      return words('language', languages);
    case 'applicant.type':
      return words('applicantType', applicantTypes);
    default:
      return words('way', ways);
  }
}

function Choice({
  shown,
  values,
  onSet,
  lists,
  data,
}: ActionInputProps & { data: { value: string; label: string }[] }) {
  const set = (value: string) => onSet('new', value);
  return <ChoiceInput field={shown} value={values.new ?? ''} onChange={set} lists={lists} data={data} />;
}

/** The place by the classifier, found as it is typed; any other text may stand there. */
function PlaceOf({ shown, values, onSet, lists }: ActionInputProps) {
  const { t, both } = useWords();
  const typed = values.new ?? '';
  const code = values['new.id'] ?? '';
  const found = useFoundPlaces(typed, code);
  const { text, places } = found;
  const picks = useMemo(
    () => places.map((place): Pick => ({ key: place.code, label: both(place.name), detail: both(place.within) })),
    [places, both],
  );
  return (
    <PickInput
      field={shown}
      value={typed}
      onType={(text) => onSet('new', text)}
      picks={picks}
      question={text}
      awaits={isAwaited(found, typed, code)}
      marksFirst={places[0]?.isMeant ?? false}
      onPick={(key) => {
        const place = places.find((one) => one.code === key);
        if (!place) return;
        onSet('new', [both(place.name), both(place.within)].filter((part) => part !== '').join(', '));
        onSet('new.id', place.code);
      }}
      heading={t(typed.trim() === '' ? 'intake.place.recent' : 'intake.place.found')}
      opensEmpty
      required={false}
      note={typed.trim() !== '' && (code !== '' ? t('intake.place.known', { code }) : t('intake.place.free'))}
      lists={lists}
    />
  );
}
