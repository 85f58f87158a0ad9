import { useMemo } from 'react';
import { flushSync } from 'react-dom';
import type { PersonFound } from '../../shared/contract/people.ts';
import { useWords } from '../words.tsx';
import { fillingFrom, type Values } from './earlier-applicant.ts';
import { fieldId } from './field.tsx';
import { fieldLabel } from './field-labels.ts';
import { type FirstOffer, firstOffer, personKey } from './first-offer.ts';
import classes from './outcome.module.css';
import { offeredNow } from './pasted-offer.ts';
import { fieldsOf } from './recognise.ts';
import { fieldsBack, withoutTaken } from './taken.ts';
import { intake, peopleByNumberNow, useEarlierPeople, useIntakeView, useTyped } from './use-intake.ts';

/** Of a file's name, as much is shown. */
const LONGEST_NAME = 120;

/** What is offered first, at the moment of a key: what was typed meanwhile is no longer empty. */
function offerNow(): FirstOffer | undefined {
  const { pasted, dropped } = intake.view();
  return firstOffer({ people: peopleByNumberNow(), dropped, pasted: pasted?.offer }, intake.form());
}

function dropOffer(offer: FirstOffer): void {
  if (offer.of === 'person') intake.dropPerson(offer.key);
  else intake.notePaste({ ...intake.view().pasted, offer: undefined });
}

/** F4: fills in what is offered first; whether there was anything. */
export function takeFirst(): boolean {
  const offer = offerNow();
  if (!offer) return false;
  intake.take(offer.values, offer.of === 'paste' ? intake.view().pasted?.offer : undefined);
  return true;
}

/** Escape: drops what is offered first; whether there was anything. */
export function dropFirst(): boolean {
  const offer = offerNow();
  if (offer) dropOffer(offer);
  return offer !== undefined;
}

/** Alt+Z: takes back what was filled in last; where it stood is where the clerk goes on. */
export function untakeLast(): void {
  // The role comes back with its fields: they are to be there.
  const values = flushSync(() => intake.untake());
  const fields = fieldsBack(values ?? {}).map((path) => document.getElementById(fieldId(path)));
  fields.find((field) => field !== null)?.focus();
}

/** Particulars that are known already, one key away. Nothing is filled in by itself. */
export function Offers({ onTaken }: { onTaken: () => void }) {
  const { t } = useWords();
  const { pasted, dropped } = useIntakeView();
  const { byNumber } = useEarlierPeople();
  // Drawn anew whenever what would be filled in changes.
  useTyped((form) => JSON.stringify(firstOffer({ people: byNumber, dropped, pasted: pasted?.offer }, form)));
  const first = offerNow();
  const isFirst = ({ applicant }: PersonFound) => first?.of === 'person' && first.key === personKey(applicant);
  return (
    <div aria-live="polite" className={classes.offers}>
      {byNumber
        .filter(({ applicant }) => !dropped.includes(personKey(applicant)))
        .map((person) => (
          <PersonOffer key={personKey(person.applicant)} person={person} first={isFirst(person)} onTaken={onTaken} />
        ))}
      <TakenNote />
      {pasted?.offer && <PastedOffer offer={pasted.offer} first={first?.of === 'paste'} onTaken={onTaken} />}
      {pasted?.cut !== undefined && <p className={classes.cut}>{t('intake.paste.cut', { count: pasted.cut })}</p>}
      {pasted?.unread !== undefined && (
        <p className={classes.cut} dir="auto">
          {t('intake.paste.unread', { name: pasted.unread.slice(0, LONGEST_NAME) })}
        </p>
      )}
    </div>
  );
}

/** What was filled in can be taken back as long as some of it stands as it came. */
function TakenNote() {
  const { t } = useWords();
  const { taken } = useIntakeView();
  const count = useTyped((form) => (taken ? fieldsBack(withoutTaken(taken, form)).length : 0));
  if (count === 0) return null;
  return (
    <p className={classes.taken}>
      {t('intake.taken.filled', { count })}{' '}
      <button type="button" className={classes.drop} onClick={untakeLast}>
        <kbd>Alt Z</kbd> {t('intake.taken.back')}
      </button>
    </p>
  );
}

/** What a pasted text says of the person; gone once there is nothing of it to add. */
function PastedOffer({ offer, first, onTaken }: { offer: Values; first: boolean; onTaken: () => void }) {
  const { t } = useWords();
  const now = useTyped((form) => JSON.stringify(offeredNow(offer, form)));
  const values = useMemo((): Values => JSON.parse(now), [now]);
  const count = fieldsOf(values).length;
  if (count === 0) return null;
  const close = () => intake.notePaste({ ...intake.view().pasted, offer: undefined });
  const take = () => {
    intake.take(offeredNow(offer, intake.form()), offer);
    onTaken();
  };
  return (
    <div className={classes.offer}>
      <p className={classes.listTitle}>{t('intake.paste.recognised', { count })}</p>
      <OfferedFields values={values} />
      <OfferButtons onFill={take} onDrop={close} hasKeys={first} />
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
function PersonOffer({ person, first, onTaken }: { person: PersonFound; first: boolean; onTaken: () => void }) {
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
      {address !== '' && <p className={`${classes.offerLine} ${classes.offerDetail}`}>{address}</p>}
      {phone !== '' && <p className={`${classes.offerLine} ${classes.offerDetail}`}>{phone}</p>}
      <OfferButtons
        onFill={() => {
          intake.take(fillingFrom(person.applicant, intake.form()));
          onTaken();
        }}
        onDrop={() => intake.dropPerson(personKey(person.applicant))}
        hasKeys={first}
      />
    </div>
  );
}

type OfferButtonsProps = { onFill: () => void; onDrop: () => void; hasKeys: boolean };

function OfferButtons({ onFill, onDrop, hasKeys }: OfferButtonsProps) {
  const { t } = useWords();
  return (
    <div className={classes.offerButtons}>
      <button type="button" className={classes.fill} onClick={onFill}>
        {hasKeys && <kbd>F4</kbd>} {t('intake.person.fill')}
      </button>
      <button type="button" className={classes.drop} onClick={onDrop}>
        {hasKeys && <kbd>Esc</kbd>} {t('intake.person.drop')}
      </button>
    </div>
  );
}
