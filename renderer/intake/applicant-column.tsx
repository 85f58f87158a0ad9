import { applicantTypes } from '../../shared/books/appeals.ts';
import classes from '../inputs/field.module.css';
import { valueWord } from '../parts/value-words.ts';
import { useWords } from '../words.tsx';
import { ChoiceChips } from './choice-chips.tsx';
import { Column } from './column.tsx';
import { LineField } from './field.tsx';
import { Fold, FoldButtons } from './fold.tsx';
import { IdentityField } from './identity-field.tsx';
import { PersonNameField } from './person-name-field.tsx';
import { PlaceField } from './place-field.tsx';
import { useTyped } from './use-intake.ts';

/** Who brings the paper. */
export function ApplicantColumn() {
  const words = useWords();
  const { t } = words;
  const type = useTyped((form) => form['applicant.type']);
  return (
    <Column block="applicant">
      <ChoiceChips
        path="applicant.type"
        options={applicantTypes.map((value) => {
          return { value, label: t(`intake.type.${value}`), title: valueWord(words, 'applicantType', value) };
        })}
      />
      {type === 'anonymous' ? <AnonymousRule /> : <Author type={type} />}
    </Column>
  );
}

function Author({ type }: { type: string }) {
  const { t } = useWords();
  return (
    <>
      {type === 'collective' ? <Several /> : <One type={type} />}
      <PlaceField />
      <LineField path="applicant.street" />
      <LineField path="applicant.phone" inputMode="tel" />
      <Fold of="email">
        <LineField path="applicant.email" inputMode="email" />
      </Fold>
      <Fold of="representative" title={t('intake.field.representative')}>
        <LineField path="applicant.representative.name" dir="auto" />
        <IdentityField path="applicant.representative.idNumber" of="individual" />
        <LineField path="applicant.representative.basis" placeholder={t('intake.example.basis')} />
        <LineField path="applicant.representative.phone" inputMode="tel" />
      </Fold>
      <FoldButtons of={['representative', 'email']} />
    </>
  );
}

function One({ type }: { type: string }) {
  return (
    <>
      <IdentityField path="applicant.idNumber" of={type} />
      <PersonNameField />
    </>
  );
}

/** Many people have no number; the one who speaks for them has (domain §1.4). */
function Several() {
  const { t } = useWords();
  return (
    <>
      <PersonNameField placeholder={t('intake.example.collectiveName')} />
      <LineField path="applicant.members" required inputMode="numeric" digits />
      <LineField path="applicant.contact" required dir="auto" />
      <IdentityField path="applicant.idNumber" of="collective" />
    </>
  );
}

function AnonymousRule() {
  const { t } = useWords();
  return (
    <div className={classes.rule}>
      <p>{t('intake.anonymous.rule')}</p>
      <p>{t('intake.anonymous.do')}</p>
    </div>
  );
}
