import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Staff, StaffPerson } from '../../shared/contract/staff.ts';
import { type Role, roles } from '../../shared/domain/life/rights.ts';
import { office } from '../client/connection.ts';
import { Part } from '../parts/part.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './people.module.css';

type Props = { person: StaffPerson | undefined; staff: Staff; onSaved: (id: string) => void };

/** Who somebody is, and what they may do. */
export function PersonForm({ person, staff, onSaved }: Props) {
  const { t } = useWords();
  const [name, setName] = useState(person?.name ?? '');
  const [kk, setKk] = useState(person?.post.kk ?? '');
  const [ru, setRu] = useState(person?.post.ru ?? '');
  const [phone, setPhone] = useState(person?.phone ?? '');
  const [held, setHeld] = useState<readonly Role[]>(person?.roles ?? []);
  const task = useTask();
  const toggle = (role: Role) => setHeld(roles.filter((one) => (one === role) !== held.includes(one)));
  const send = async (event: FormEvent) => {
    event.preventDefault();
    await task.run(async () => {
      const saved = { id: person?.id ?? '', name, post: { kk, ru }, phone, roles: [...held] };
      onSaved((await office.staff.save(saved)).id);
    });
  };
  const isWhole = [name, kk, ru].every((text) => text.trim() !== '');
  return (
    <Part title={person ? t('people.form.title') : t('people.staff.add')}>
      <form className={classes.form} onSubmit={(event) => void send(event)}>
        <TextInput
          label={t('people.form.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          autoFocus={!person}
        />
        <div className={classes.pair}>
          <TextInput
            label={t('people.form.postKk')}
            value={kk}
            onChange={(event) => setKk(event.currentTarget.value)}
          />
          <TextInput
            label={t('people.form.postRu')}
            value={ru}
            onChange={(event) => setRu(event.currentTarget.value)}
          />
        </div>
        <TextInput
          label={t('people.form.phone')}
          value={phone}
          onChange={(event) => setPhone(event.currentTarget.value)}
          inputMode="tel"
        />
        <fieldset className={classes.lately}>
          <legend>{t('people.staff.roles')}</legend>
          <div className={classes.roles}>
            {roles.map((role) => (
              <Checkbox
                key={role}
                label={t(`people.role.${role}`)}
                checked={held.includes(role)}
                onChange={() => toggle(role)}
              />
            ))}
          </div>
        </fieldset>
        {!staff.rolesGiven && held.some((role) => role !== 'administrator') && (
          <p className={classes.wait}>{t('people.form.firstRoles')}</p>
        )}
        {task.problem && <ProblemNote problem={task.problem} />}
        <div className={classes.actions}>
          <Button type="submit" loading={task.busy} disabled={!isWhole}>
            {t('people.form.save')}
          </Button>
          <span role="status" className={classes.done}>
            {task.done && t('desk.saved')}
          </span>
        </div>
      </form>
    </Part>
  );
}
