import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type FormEvent, useRef } from 'react';
import { type EnrolmentRequest, enrolmentRequestSchema } from '../../shared/contract/enrolment.ts';
import { office } from '../client/connection.ts';
import { fieldWord } from '../parts/field-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useTask } from '../safety/use-task.ts';
import { useWords } from '../words.tsx';
import classes from './exchange.module.css';

/** What the registry has to know of this computer. `agency`: known already, for an office that is the agency's. */
export function RequestForm({ agency }: { agency: string }) {
  const words = useWords();
  const { t } = words;
  const form = useForm({
    initialValues: { agency, name: '', issuesNumbers: true, by: 'file', address: '' },
  });
  const element = useRef<HTMLFormElement>(null);
  const task = useTask();
  const { by } = form.values;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const checked = check(form.values);
    if ('errors' in checked) {
      form.setErrors(checked.errors);
      // It is marked only after this render.
      window.setTimeout(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    void task.run(() => office.enrolment.request(checked.request));
  };
  const field = (path: 'agency' | 'name' | 'address') => {
    const { error, ...props } = form.getInputProps(path);
    return { ...props, error: typeof error === 'string' && fieldWord(words, error) };
  };
  return (
    <form ref={element} className={classes.form} onSubmit={submit} noValidate>
      <TextInput
        required
        label={t('exchange.join.agency')}
        description={t('exchange.join.agencyHint')}
        inputMode="numeric"
        autoComplete="off"
        {...field('agency')}
      />
      <TextInput
        required
        label={t('exchange.join.name')}
        placeholder={t('exchange.join.nameExample')}
        autoComplete="off"
        {...field('name')}
      />
      <Switch label={t('exchange.join.issues')} {...form.getInputProps('issuesNumbers', { type: 'checkbox' })} />
      <div>
        <span className={classes.label}>{t('exchange.join.by')}</span>
        <SegmentedControl
          aria-label={t('exchange.join.by')}
          data={[
            { value: 'file', label: t('exchange.join.byFile') },
            { value: 'network', label: t('exchange.join.byNetwork') },
          ]}
          {...form.getInputProps('by')}
        />
      </div>
      {by === 'network' && (
        <TextInput
          required
          label={t('exchange.join.address')}
          placeholder="https://"
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          {...field('address')}
        />
      )}
      {task.problem && <ProblemNote problem={task.problem} />}
      <div>
        <Button type="submit" loading={task.busy}>
          {t('exchange.join.ask')}
        </Button>
      </div>
    </form>
  );
}

type Values = { agency: string; name: string; issuesNumbers: boolean; by: string; address: string };

/** Checks the form as the office will; an address is asked for only where the request goes by it. */
function check(values: Values): { errors: Record<string, string> } | { request: EnrolmentRequest } {
  const { by, ...asked } = values;
  const address = by === 'network' ? values.address.trim() : '';
  const checked = enrolmentRequestSchema.safeParse({ ...asked, address });
  const errors: Record<string, string> = {};
  for (const { path, message } of checked.error?.issues ?? []) errors[path.join('.')] ??= message;
  if (by === 'network' && address === '') errors.address = 'required';
  return checked.success && Object.keys(errors).length === 0 ? { request: checked.data } : { errors };
}
