import type { DeskState } from '../../shared/contract/shapes.ts';
import { type IsoDate, isIsoDate, toDayNumber } from '../../shared/domain/date/iso-date.ts';
import { workingDaysBetween } from '../../shared/domain/law/calendar.ts';
import type { Law } from '../../shared/domain/law/law.ts';
import { NEARLY_FULL } from '../../shared/domain/number/paper-number.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { formatDate, formatInstant } from '../../shared/words/forms.ts';
import type { Words } from '../../shared/words/words.ts';
import { readCount, readDate } from '../inputs/typed-values.ts';
import { clockBehind } from '../parts/clock-behind.ts';
import type { IntakeForm } from './draft.ts';
import { fieldLabel } from './field-labels.ts';
import { type FieldPath, isAsked } from './fields.ts';
import { identityKind, isIdentityWrong } from './identity-words.ts';

/** From this many working days on, a paper that is only now registered has lain about. */
const LONG_AGO_DAYS = 2;
/** Ways that leave no sheet of paper. */
const paperless: readonly string[] = ['electronic', 'oral', 'videoAppeal', 'hotLine', 'blog', 'personalReception'];

type Sources = { desk: DeskState; law: Law; words: Words; zone: string; now: string; today: IsoDate };

/** What the clerk should hear before registering; none of it stops the paper. */
export function warningsOf(form: IntakeForm, sources: Sources): string[] {
  return [...aboutTheClock(sources), ...aboutTheApplicant(form, sources), ...aboutThePaper(form, sources)];
}

function aboutTheClock({ desk, words: { t }, zone, now }: Sources): string[] {
  const warnings: string[] = [];
  const last = formatInstant(desk.lastAcceptedAt, zone);
  const behind = clockBehind(desk, now);
  if (behind === 'page') warnings.push(t('intake.warning.clockBehind', { now: formatInstant(now, zone), last }));
  if (behind === 'office') warnings.push(t('intake.warning.officeClockBehind', { last }));
  if (desk.numbersLeft < NEARLY_FULL) warnings.push(t('intake.warning.numbersLeft', { count: desk.numbersLeft }));
  return warnings;
}

function aboutTheApplicant(form: IntakeForm, { words, today }: Sources): string[] {
  const { t } = words;
  const type = form['applicant.type'];
  if (type === 'anonymous') return [];
  const warnings: string[] = [];
  const isEmpty = (path: FieldPath) => cleanLine(form[path]) === '';
  // What is still to come is not missing: the form is filled in from the top.
  const isPast = !isEmpty('applicant.phone') || !isEmpty('paper.summary');
  const checkNumber = (path: 'applicant.idNumber' | 'applicant.representative.idNumber', of: string) => {
    if (!isIdentityWrong(form[path], identityKind(of), today)) return;
    warnings.push(t('intake.warning.identity', { field: fieldLabel(path, type, words) }));
  };
  checkNumber('applicant.idNumber', type);
  checkNumber('applicant.representative.idNumber', 'individual');
  if (type === 'legalEntity' && isPast && isEmpty('applicant.idNumber')) warnings.push(t('intake.warning.binMissing'));
  if (isPast && isEmpty('applicant.place') && isEmpty('applicant.street')) {
    warnings.push(t('intake.warning.addressMissing'));
  }
  if (!isEmpty('applicant.representative.name') && isEmpty('applicant.representative.basis')) {
    warnings.push(t('intake.warning.basisMissing'));
  }
  return warnings;
}

function aboutThePaper(form: IntakeForm, { words: { t }, law, today }: Sources): string[] {
  const warnings: string[] = [];
  if (isAsked('paper.addressee.body', form)) warnings.push(t('intake.warning.otherBody'));
  const arrivedOn = readDate(form['paper.arrivedOn']);
  if (isIsoDate(arrivedOn) && arrivedOn < today) {
    const count = workingDaysBetween(toDayNumber(arrivedOn), toDayNumber(today), law);
    if (count >= LONG_AGO_DAYS) {
      warnings.push(t('intake.warning.arrivedLongAgo', { date: formatDate(arrivedOn), count }));
    }
  }
  const senderDate = readDate(form['paper.senderDate']);
  if (isIsoDate(senderDate) && isIsoDate(arrivedOn) && senderDate > arrivedOn) {
    warnings.push(t('intake.warning.sentAfterArrival'));
  }
  if (readCount(form['paper.sheets']) === 0 && !paperless.includes(form['paper.way'])) {
    warnings.push(t('intake.warning.noSheets'));
  }
  return warnings;
}
