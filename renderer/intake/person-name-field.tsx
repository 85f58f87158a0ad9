import { useMemo } from 'react';
import type { PersonFound } from '../../shared/contract/people.ts';
import type { Pick } from '../inputs/pick-input.tsx';
import { useWords } from '../words.tsx';
import { fillingFrom, namesToChoose } from './earlier-applicant.ts';
import { personKey } from './first-offer.ts';
import { PickField } from './pick-field.tsx';
import { intake, useEarlierPeople, useTyped } from './use-intake.ts';

/**
 * Who brings the paper. Earlier applicants whose names begin as typed are offered beneath; choosing one fills in all that is known of
 * them. Enter never chooses: a new name is as likely as a known one.
 */
export function PersonNameField({ placeholder }: { placeholder?: string }) {
  const words = useWords();
  const { t } = words;
  const type = useTyped((form) => form['applicant.type']);
  const { byName, byNumber } = useEarlierPeople();
  const idNumber = useTyped((form) => form['applicant.idNumber']);
  const people = useMemo(
    // Whose number stands in the form is known already.
    () => (byNumber.length > 0 ? none : namesToChoose(byName, type, idNumber)),
    [byNumber, byName, type, idNumber],
  );
  const picks = useMemo(
    () =>
      people.map((person, at): Pick => ({ key: String(at), label: person.applicant.name, detail: detailOf(person) })),
    [people],
  );
  return (
    <PickField
      path="applicant.name"
      required
      dir="auto"
      {...(placeholder !== undefined && { placeholder })}
      picks={picks}
      // Other people are another list: whoever does not fit what is typed now is offered no longer.
      question={people.map(({ applicant }) => personKey(applicant)).join()}
      onPick={(key) => {
        const person = people[Number(key)];
        if (person) intake.take(fillingFrom(person.applicant, intake.form(), 'name'));
      }}
      heading={t('intake.person.earlier')}
      marksFirst={false}
      digitsPick={type === 'individual'}
    />
  );
}

const none: readonly PersonFound[] = [];

/** What tells namesakes apart; of a number the beginning is enough and does not give it away to who looks on. */
function detailOf({ applicant: { idNumber, place, street, phone } }: PersonFound): string {
  const number = /^\d{12}$/.test(idNumber) ? `${idNumber.slice(0, 6)}…` : '';
  return [number, [place.name.split(',')[0], street].filter(Boolean).join(', '), phone].filter(Boolean).join(' · ');
}
