import { useMemo } from 'react';
import type { PersonFound } from '../../shared/contract/people.ts';
import type { Pick } from '../inputs/pick-input.tsx';
import { useStandingOrder } from '../inputs/standing-order.ts';
import { useWords } from '../words.tsx';
import { fillingFrom, namesToChoose } from './earlier-applicant.ts';
import { namesBeginning } from './earlier-people.ts';
import { personKey } from './first-offer.ts';
import { PickField } from './pick-field.tsx';
import { intake, useEarlierPeople, useTyped } from './use-intake.ts';

/**
 * Who brings the paper. Earlier applicants whose names begin as typed are offered beneath; choosing one fills in all that is known of
 * them. Enter never chooses: a new name is as likely as a known one. Whom another letter leaves out goes with that letter, not when the
 * office has answered it, and whoever comes with the answer stands behind the others.
 */
export function PersonNameField({ placeholder }: { placeholder?: string }) {
  const words = useWords();
  const { t } = words;
  const type = useTyped((form) => form['applicant.type']);
  const { byName, byNumber } = useEarlierPeople();
  const idNumber = useTyped((form) => form['applicant.idNumber']);
  const typed = useTyped((form) => form['applicant.name']);
  const fits = useMemo(() => {
    const begins = namesBeginning(typed);
    return (person: PersonFound) => begins(person.applicant.name) && namesToChoose([person], type, idNumber).length > 0;
  }, [typed, type, idNumber]);
  // Whose number stands in the form is known already.
  const isKnown = byNumber.length > 0;
  const found = useMemo(() => (isKnown ? none : byName.filter(fits)), [isKnown, byName, fits]);
  const people = useStandingOrder(found, isKnown ? undefined : 'name', keyOf, fits);
  const picks = useMemo(
    () =>
      people.map((person): Pick => ({ key: keyOf(person), label: person.applicant.name, detail: detailOf(person) })),
    [people],
  );
  return (
    <PickField
      path="applicant.name"
      required
      dir="auto"
      {...(placeholder !== undefined && { placeholder })}
      picks={picks}
      onPick={(key) => {
        const person = people.find((one) => keyOf(one) === key);
        if (person) intake.take(fillingFrom(person.applicant, intake.form(), 'name'));
      }}
      heading={t('intake.person.earlier')}
      marksFirst={false}
      digitsPick={type === 'individual'}
    />
  );
}

const none: readonly PersonFound[] = [];
const keyOf = ({ applicant }: PersonFound) => personKey(applicant);

/** What tells namesakes apart; of a number the beginning is enough and does not give it away to who looks on. */
function detailOf({ applicant: { idNumber, place, street, phone } }: PersonFound): string {
  const number = /^\d{12}$/.test(idNumber) ? `${idNumber.slice(0, 6)}…` : '';
  return [number, [place.name.split(',')[0], street].filter(Boolean).join(', '), phone].filter(Boolean).join(' · ');
}
