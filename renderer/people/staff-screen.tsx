import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Staff, StaffPerson } from '../../shared/contract/staff.ts';
import { useLive } from '../client/use-live.ts';
import { Hint, Part, PartColumns } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Screen } from '../parts/screen.tsx';
import { useDirectory } from '../state/directory.tsx';
import { useWords } from '../words.tsx';
import { LooksPart } from './looks-part.tsx';
import classes from './people.module.css';
import { PersonForm } from './person-form.tsx';
import { PersonTimes } from './person-times.tsx';
import { PersonWayIn } from './person-way-in.tsx';

/** The people of the office: who they are, what they may do, how they sign in. */
export function StaffScreen() {
  const { t } = useWords();
  const { value: staff, problem } = useLive((client, signal) => client.staff.watch(undefined, { signal }), []);
  const [chosen, setChosen] = useState<string>();
  const person = staff?.people.find(({ id }) => id === chosen);
  return (
    <Screen title={t('people.staff.title')}>
      {problem && <ProblemNote problem={problem} />}
      {staff && (
        <PartColumns
          left={
            <>
              <People staff={staff} chosen={chosen} onChoose={setChosen} />
              <LooksPart />
            </>
          }
          right={
            chosen !== undefined &&
            staff.mayChange && (
              <>
                <PersonForm key={`form ${chosen}`} person={person} staff={staff} onSaved={setChosen} />
                {person && <PersonWayIn key={`way ${chosen}`} person={person} />}
                {person && <PersonTimes key={`times ${chosen}`} person={person} others={staff.people} />}
              </>
            )
          }
        />
      )}
    </Screen>
  );
}

type Props = { staff: Staff; chosen: string | undefined; onChoose: (id: string) => void };

function People({ staff, chosen, onChoose }: Props) {
  const { t, both } = useWords();
  return (
    <Part title={t('people.staff.people')}>
      {!staff.mayChange && <Hint>{t(staff.hasAdministrator ? 'people.staff.notYou' : 'people.staff.noOne')}</Hint>}
      {staff.mayChange && !staff.hasAdministrator && <Hint>{t('people.staff.begin')}</Hint>}
      {!staff.rolesGiven && <Hint>{t('people.staff.noRoles')}</Hint>}
      <table className={classes.people}>
        <thead>
          <tr>
            <th>{t('people.staff.person')}</th>
            <th>{t('people.staff.roles')}</th>
            <th>{t('people.staff.wayIn')}</th>
          </tr>
        </thead>
        <tbody>
          {staff.people.map((person) => (
            <tr key={person.id} data-chosen={person.id === chosen || undefined}>
              <td>
                <button type="button" className={classes.person} onClick={() => onChoose(person.id)}>
                  {person.name}
                </button>
                <span className={classes.post}>{both(person.post)}</span>
                <Away person={person} />
              </td>
              <td>{person.roles.map((role) => t(`people.role.${role}`)).join(', ')}</td>
              <td>
                {t(person.password ? (person.once ? 'people.staff.once' : 'people.staff.has') : 'people.staff.hasNot')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {staff.mayChange && (
        <div>
          <Button variant="default" onClick={() => onChoose('')}>
            {t('people.staff.add')}
          </Button>
        </div>
      )}
    </Part>
  );
}

/** Since when somebody is not there any more, or for how long. */
function Away({ person: { left, absence } }: { person: StaffPerson }) {
  const { t, formatDate } = useWords();
  const { staff } = useDirectory();
  const nameOf = (id: string) => staff.get(id)?.name ?? '';
  if (!left && !absence) return null;
  return (
    <span className={classes.post}>
      {left && t('people.staff.left', { date: formatDate(left.on) })}
      {!left && absence && t('people.staff.away', { from: formatDate(absence.from), to: formatDate(absence.to) })}
      {(left ?? absence)?.substitute &&
        ` ${t('people.staff.instead', { name: nameOf((left ?? absence)!.substitute) })}`}
    </span>
  );
}
