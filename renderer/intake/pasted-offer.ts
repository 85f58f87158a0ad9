import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { plainDigits } from '../../shared/domain/text/digits.ts';
import { foldedWords, startsIn } from '../inputs/text-match.ts';
import type { IntakeForm } from './draft.ts';
import type { Values } from './earlier-applicant.ts';
import { isAsked, type ValuePath } from './fields.ts';

/**
 * What of a pasted text's particulars goes into the form as it is now: only into empty fields, and only where it is true of whom the form
 * names. A letter speaks of others too: no firm in it becomes the applicant once a number, a name or another role stands in the form, and
 * the telephone and the address beside somebody else's name or number are theirs.
 */
export function offeredNow(pasted: Values, form: IntakeForm): Values {
  const { 'applicant.type': _, 'applicant.idNumber': _number, 'applicant.name': _name, ...contacts } = pasted;
  const who = whoFrom(pasted, form);
  const others = namesAnother(pasted, form) ? {} : contacts;
  const then = { ...form, ...who };
  const isFree = (path: ValuePath) => cleanLine(form[path].slice(0, 300)) === '' && isAsked(path, then);
  const values = Object.entries({ ...who, ...others }).filter(
    ([path, value]) => value !== '' && (path === 'applicant.type' || isFree(path as ValuePath)),
  );
  return Object.fromEntries(values);
}

function whoFrom(pasted: Values, form: IntakeForm): Values {
  const type = form['applicant.type'];
  const isFirm = pasted['applicant.type'] === 'legalEntity';
  const number = numberThatFits(pasted, form);
  const name = nameThatFits(pasted, form);
  switch (type) {
    case 'legalEntity':
      return isFirm ? { ...number, ...name } : {};
    case 'individual': {
      if (!isFirm) return { ...number, ...name };
      const isNamed = cleanLine(form['applicant.idNumber']) !== '' || cleanLine(form['applicant.name']) !== '';
      return isNamed ? {} : { 'applicant.type': 'legalEntity', ...number, ...name };
    }
    case 'soleTrader':
      return isFirm ? {} : number;
    case 'collective':
      return isFirm
        ? {}
        : { ...number, ...(name['applicant.name'] && { 'applicant.contact': name['applicant.name'] }) };
    default:
      return {};
  }
}

/** Whether the text names somebody, and surely not whom the form does. */
function namesAnother(pasted: Values, form: IntakeForm): boolean {
  const [number, name] = [pasted['applicant.idNumber'], pasted['applicant.name']];
  const isFirm = pasted['applicant.type'] === 'legalEntity';
  const type = form['applicant.type'];
  if (isFirm && type !== 'legalEntity') return whoFrom(pasted, form)['applicant.type'] === undefined;
  // A person in the letter of a firm may write for it.
  if (!isFirm && type === 'legalEntity') return false;
  const typed = plainDigits(form['applicant.idNumber'].slice(0, 100));
  // A whole number is one person's, however the name beside it is spelt.
  if (number !== undefined && /^\d{12}$/.test(typed)) return plainDigits(number) !== typed;
  return name !== undefined && type !== 'soleTrader' && !startsIn(foldedWords(name), namedIn(form), 'every');
}

/** The words of who is named so far. */
function namedIn(form: IntakeForm): string[] {
  const named = form['applicant.type'] === 'collective' ? form['applicant.contact'] : form['applicant.name'];
  return foldedWords(named.slice(0, 300));
}

/** A number beside a name that is not the typed one is somebody else's. */
function numberThatFits(pasted: Values, form: IntakeForm): Values {
  const [number, name] = [pasted['applicant.idNumber'], pasted['applicant.name']];
  if (number === undefined) return {};
  return name === undefined || startsIn(foldedWords(name), namedIn(form), 'every')
    ? { 'applicant.idNumber': number }
    : {};
}

/** A name beside a number that is not the typed one is somebody else's. */
function nameThatFits(pasted: Values, form: IntakeForm): Values {
  const [name, number] = [pasted['applicant.name'], pasted['applicant.idNumber']];
  const typed = plainDigits(form['applicant.idNumber'].slice(0, 100));
  if (name === undefined) return {};
  return typed === '' || number === undefined || plainDigits(number) === typed ? { 'applicant.name': name } : {};
}
