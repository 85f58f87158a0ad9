import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { FormAction } from '../../../shared/contract/actions.ts';
import type { Issue } from '../../../shared/contract/problems.ts';
import { useKeys } from '../../frame/use-keys.ts';
import { goOnByEnter } from '../../inputs/steps.ts';
import { fieldWord } from '../../parts/field-words.ts';
import { ProblemNote } from '../../parts/problem-note.tsx';
import { useDirectory } from '../../state/directory.tsx';
import { useWords } from '../../words.tsx';
import type { About } from './about.ts';
import { ActionInput } from './action-field.tsx';
import classes from './actions.module.css';
import { CompetentHint } from './competent-hint.tsx';
import { type ActionField, forms } from './forms.ts';
import { type Acting, warningsIn } from './use-acting.ts';
import { useBodies } from './use-bodies.ts';
import { isAsked } from './values.ts';

const LISTS = 'action-lists';

/** The one form of all actions: its fields are data (`forms.ts`). Errors and warnings stand at their field. */
export function ActionForm({ action, acting, about }: { action: FormAction; acting: Acting; about: About }) {
  const words = useWords();
  const { t } = words;
  const { staff } = useDirectory().directory;
  const bodies = useBodies();
  const form = useRef<HTMLFormElement>(null);
  const { values = {}, problem } = acting.kept[action] ?? {};
  const fields = forms[action].filter((field) => isAsked(field, values, about));
  const warnings = warningsIn(problem);
  const errors = problem?.code === 'invalidEntry' ? (problem.issues ?? []) : [];
  const of = (field: ActionField, issues: readonly Issue[]) => issues.filter(({ path }) => path[0] === field.path);
  const isElsewhere = ({ path }: Issue) => !fields.some((field) => field.path === path[0]);
  const send = () => {
    const { activeElement } = document;
    // A date is put in order when it is left.
    if (activeElement instanceof HTMLInputElement) activeElement.blur();
    void acting.send(action, about, { staff, bodies });
  };
  useKeys({ 'Ctrl+Enter': send });
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-step]')?.focus(), []);
  const focusIssue = useEffectEvent(() => {
    const first = fields.find((field) => of(field, [...errors, ...warnings]).length > 0);
    const target = first && document.getElementById(fieldId(first));
    (target ?? form.current?.querySelector<HTMLElement>('[data-step]'))?.focus();
  });
  useEffect(() => {
    if (problem) focusIssue();
  }, [problem]);

  return (
    <form
      ref={form}
      className={classes.form}
      noValidate
      aria-label={t(`actions.name.${action}`)}
      aria-busy={acting.busy}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={goOnByEnter}
    >
      {(action === 'redirect' || action === 'redirectPart') && (
        <CompetentHint
          subject={about.state.subject}
          place={about.place}
          onTake={(name) => acting.set(action, 'to', name, about)}
        />
      )}
      {fields.map((field) => {
        const error = of(field, errors)[0];
        return (
          <div key={field.path}>
            <ActionInput
              shown={{
                id: fieldId(field),
                label: t(field.label),
                error: error && fieldWord(words, error.code),
              }}
              field={field}
              values={values}
              about={about}
              onSet={(path, value) => acting.set(action, path, value, about)}
              lists={LISTS}
            />
            {of(field, warnings).map(({ code }) => (
              <Warning key={code} code={code} />
            ))}
          </div>
        );
      })}
      {warnings.filter(isElsewhere).map(({ code }) => (
        <Warning key={code} code={code} />
      ))}
      {errors.filter(isElsewhere).map(({ code }) => (
        <p key={code} className={classes.error} role="alert">
          {fieldWord(words, code)}
        </p>
      ))}
      {problem && problem.code !== 'actionWarned' && problem.code !== 'invalidEntry' && (
        <ProblemNote problem={problem} />
      )}
      <div className={classes.buttons}>
        <Button
          type="submit"
          variant={warnings.length > 0 ? 'outline' : 'filled'}
          loading={acting.busy}
          rightSection={<kbd>Ctrl Enter</kbd>}
          data-step
        >
          {t(warnings.length > 0 ? 'actions.anyway' : 'actions.do')}
        </Button>
        <Button variant="subtle" rightSection={<kbd>Esc</kbd>} onClick={acting.back}>
          {t('actions.toList')}
        </Button>
      </div>
      <div id={LISTS} />
    </form>
  );
}

function fieldId({ path }: ActionField): string {
  return `action-${path}`;
}

function Warning({ code }: { code: string }) {
  const { t } = useWords();
  return (
    <p className={classes.warning} role="alert">
      <IconAlertTriangle size={14} aria-hidden />
      <span>{t([`actions.warning.${code}`, 'problems.field.invalid'])}</span>
    </p>
  );
}
