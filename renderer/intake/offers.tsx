import type { PersonFound } from '../../shared/contract/people.ts';
import { useWords } from '../words.tsx';
import { fillingFrom, type Values } from './earlier-applicant.ts';
import { fieldLabel } from './field-labels.ts';
import classes from './outcome.module.css';
import { fieldsOf } from './recognise.ts';
import { intake, useEarlierPeople, useIntakeView, useTyped } from './use-intake.ts';

/** Of a file's name, as much is shown. */
const LONGEST_NAME = 120;

/** What F4 would fill in now: particulars of a pasted text first, they were asked for last; else those of an earlier paper. */
function takeOffer(offer: Values): boolean {
  if (Object.keys(offer).length === 0) return false;
  intake.fill(offer);
  return true;
}

/** The particulars that are offered first, and whether there are any. */
export function useOffer(): { values: Values; take: () => boolean } {
  const { pasted } = useIntakeView();
  const { byNumber } = useEarlierPeople();
  const [person] = byNumber;
  // Read anew at each press: what is typed meanwhile is no longer empty.
  const valuesNow = (): Values => {
    if (pasted?.offer) return pasted.offer;
    return person ? fillingFrom(person.applicant, intake.form()) : {};
  };
  const take = () => {
    const taken = takeOffer(valuesNow());
    if (taken && pasted?.offer) intake.notePaste({ ...pasted, offer: undefined });
    return taken;
  };
  return { values: valuesNow(), take };
}

/** Particulars that are known already, one key away. Nothing is filled in by itself. */
export function Offers() {
  const { t } = useWords();
  const { pasted } = useIntakeView();
  const { byNumber } = useEarlierPeople();
  const { take } = useOffer();
  return (
    <div aria-live="polite" className={classes.offers}>
      {pasted?.offer && (
        <div className={classes.offer}>
          <p className={classes.listTitle}>{t('intake.paste.recognised', { count: fieldsOf(pasted.offer).length })}</p>
          <OfferedFields values={pasted.offer} />
          <FillButton onClick={take} />
        </div>
      )}
      {pasted?.cut !== undefined && <p className={classes.cut}>{t('intake.paste.cut', { count: pasted.cut })}</p>}
      {pasted?.unread !== undefined && (
        <p className={classes.cut} dir="auto">
          {t('intake.paste.unread', { name: pasted.unread.slice(0, LONGEST_NAME) })}
        </p>
      )}
      {byNumber.map((person, at) => (
        <PersonOffer
          key={`${person.applicant.type} ${person.applicant.idNumber} ${person.applicant.name}`}
          person={person}
          first={at === 0 && !pasted?.offer}
        />
      ))}
    </div>
  );
}

function OfferedFields({ values }: { values: Values }) {
  const words = useWords();
  const type = useTyped((form) => form['applicant.type']);
  return (
    <dl className={classes.offered}>
      {fieldsOf(values).map((path) => (
        <div key={path}>
          <dt>{fieldLabel(path, values['applicant.type'] ?? type, words)}</dt>
          <dd dir="auto">{values[path]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Somebody who was here before; gone once there is nothing of theirs to add. */
function PersonOffer({ person, first }: { person: PersonFound; first: boolean }) {
  const { t, formatDate } = useWords();
  const adds = useTyped((form) => fieldsOf(fillingFrom(person.applicant, form)).length);
  const isPerson = useTyped((form) => form['applicant.type'] === 'individual');
  if (adds === 0) return null;
  const { name, contact, place, street, phone } = person.applicant;
  // Who speaks for a collective is offered by their own name where the form is about a person.
  const shown = isPerson && contact !== '' ? contact : name;
  const address = [place.name, street].filter((part) => part !== '').join(', ');
  return (
    <div className={classes.offer}>
      <p className={classes.listTitle} dir="auto">
        {shown}
      </p>
      <p className={classes.offerLine}>
        {t('intake.person.papers', { count: person.papers, date: formatDate(person.lastOn) })}
      </p>
      {address !== '' && <p className={classes.offerLine}>{address}</p>}
      {phone !== '' && <p className={classes.offerLine}>{phone}</p>}
      <FillButton onClick={() => takeOffer(fillingFrom(person.applicant, intake.form()))} hasKey={first} />
    </div>
  );
}

function FillButton({ onClick, hasKey = true }: { onClick: () => void; hasKey?: boolean }) {
  const { t } = useWords();
  return (
    <button type="button" className={classes.fill} onClick={onClick}>
      {hasKey && <kbd>F4</kbd>} {t('intake.person.fill')}
    </button>
  );
}
