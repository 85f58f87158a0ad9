import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type FormEvent, useRef, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { regions } from '../../shared/domain/places/kato-code.ts';
import { office } from '../client/connection.ts';
import { problemOf } from '../client/problem.ts';
import { fieldWord } from '../parts/field-words.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { useWords } from '../words.tsx';
import { checkSetUp, emptySetUp } from './set-up.ts';
import classes from './start.module.css';

type Props = { vault: boolean; onBack: () => void; onFounded: () => void };

/** Founding one's own office: body, clerk, channels, and a passphrase where the system keeps no keys. */
export function SetUpForm({ vault, onBack, onFounded }: Props) {
  const words = useWords();
  const { t, language } = words;
  const form = useForm({ initialValues: emptySetUp() });
  const element = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(undefined);
    const checked = checkSetUp(form.values, vault);
    if ('errors' in checked) {
      form.setErrors(checked.errors);
      // The first faulty field as it stands on the screen; it is marked only after this render.
      window.setTimeout(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    setBusy(true);
    await office.office.setUp(checked.setUp).then(onFounded, (error: unknown) => setProblem(problemOf(error)));
    setBusy(false);
  };
  const field = (path: string) => {
    const { error, ...props } = form.getInputProps(path);
    return { ...props, error: typeof error === 'string' && errorWord(error) };
  };
  const errorWord = (code: string) => {
    if (code === 'passphraseTooShort') return t('problems.passphraseTooShort');
    if (code === 'passphraseDiffers') return t('start.setUp.passphraseDiffers');
    return fieldWord(words, code);
  };

  return (
    <form ref={element} className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <div>
        <h1 className={classes.bigTitle}>{t('start.setUp.title')}</h1>
        <p className={classes.lead}>{t('start.setUp.honest')}</p>
      </div>
      <fieldset className={classes.fields}>
        <legend>{t('start.setUp.body')}</legend>
        <TextInput
          required
          autoFocus
          lang="kk"
          label={t('start.setUp.nameKk')}
          placeholder={t('start.setUp.nameKkExample')}
          {...field('name.kk')}
        />
        <TextInput
          required
          lang="ru"
          label={t('start.setUp.nameRu')}
          placeholder={t('start.setUp.nameRuExample')}
          {...field('name.ru')}
        />
        <Select
          required
          searchable
          selectFirstOptionOnChange
          label={t('start.setUp.region')}
          placeholder={t('start.setUp.regionChoose')}
          nothingFoundMessage={t('start.setUp.regionNone')}
          data={regions.map((region) => ({ value: region.code, label: region[language] }))}
          maxDropdownHeight={320}
          {...field('region')}
        />
      </fieldset>
      <fieldset className={classes.fields}>
        <legend>{t('start.setUp.clerk')}</legend>
        <TextInput
          required
          className={classes.wideField ?? ''}
          label={t('start.setUp.clerkName')}
          placeholder={t('start.setUp.clerkNameExample')}
          {...field('clerk.name')}
        />
        <TextInput
          required
          lang="kk"
          label={t('start.setUp.postKk')}
          placeholder={t('start.setUp.postKkExample')}
          {...field('clerk.post.kk')}
        />
        <TextInput
          required
          lang="ru"
          label={t('start.setUp.postRu')}
          placeholder={t('start.setUp.postRuExample')}
          {...field('clerk.post.ru')}
        />
      </fieldset>
      <fieldset className={classes.fields}>
        <legend>{t('start.setUp.channels')}</legend>
        <p className={classes.hint}>{t('start.setUp.channelsHint')}</p>
        <TextInput label={t('start.setUp.site')} placeholder="www.gov.kz" {...field('channels.site')} />
        <TextInput label={t('start.setUp.sms')} {...field('channels.sms')} />
        <TextInput label={t('start.setUp.phone', { n: 1 })} {...field('channels.phone1')} />
        <TextInput label={t('start.setUp.phone', { n: 2 })} {...field('channels.phone2')} />
        <TextInput label={t('start.setUp.complaintPhone')} {...field('channels.complaintPhone')} />
      </fieldset>
      {!vault && (
        <fieldset className={classes.fields}>
          <legend>{t('start.setUp.passphrase')}</legend>
          <p className={classes.hint}>{t('start.setUp.passphraseHint')}</p>
          <PasswordInput
            required
            label={t('start.setUp.passphrase')}
            autoComplete="new-password"
            {...field('passphrase')}
          />
          <PasswordInput
            required
            label={t('start.setUp.passphraseAgain')}
            autoComplete="new-password"
            {...field('passphraseAgain')}
          />
        </fieldset>
      )}
      {Object.keys(form.errors).length > 0 && (
        <p role="alert" className={classes.wrong}>
          {t('start.setUp.wrong')}
        </p>
      )}
      {problem && <ProblemNote problem={problem} />}
      <div className={classes.actions}>
        <Button type="submit" loading={busy}>
          {t('start.setUp.submit')}
        </Button>
        <Button variant="subtle" color="gray" onClick={onBack} disabled={busy}>
          {t('start.setUp.back')}
        </Button>
      </div>
    </form>
  );
}
