import { applicantTypes } from '../../shared/books/appeals.ts';
import { valueWord } from '../parts/value-words.ts';
import { useWords } from '../words.tsx';
import { ChoiceChips } from './choice-chips.tsx';
import { Column } from './column.tsx';
import { LineField } from './field.tsx';
import { Fold, FoldButtons } from './fold.tsx';
import { IdentityField } from './identity-field.tsx';
import classes from './intake.module.css';
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

const nameExamples = { legalEntity: 'firmName', collective: 'collectiveName' } as const;

function Author({ type }: { type: string }) {
  const { t } = useWords();
  const example = type === 'legalEntity' || type === 'collective' ? nameExamples[type] : 'name';
  return (
    <>
      <IdentityField path="applicant.idNumber" of={type} autoFocus />
      <LineField path="applicant.name" required dir="auto" placeholder={t(`intake.example.${example}`)} />
      {type === 'collective' && (
        <>
          <LineField path="applicant.members" required inputMode="numeric" />
          <LineField path="applicant.contact" required dir="auto" placeholder={t('intake.example.name')} />
        </>
      )}
      <LineField path="applicant.place" placeholder={t('intake.example.place')} />
      <LineField path="applicant.street" placeholder={t('intake.example.street')} />
      <LineField path="applicant.phone" inputMode="tel" placeholder={t('intake.example.phone')} />
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

function AnonymousRule() {
  const { t } = useWords();
  return (
    <div className={classes.rule}>
      <p>{t('intake.anonymous.rule')}</p>
      <p>{t('intake.anonymous.do')}</p>
    </div>
  );
}
