import { CloseButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Present } from '../../../shared/contract/actions.ts';
import { useWords } from '../../words.tsx';
import card from '../card.module.css';
import type { About } from './about.ts';
import { ActionForm } from './action-form.tsx';
import { ActionList } from './action-list.tsx';
import classes from './actions.module.css';
import type { Acting } from './use-acting.ts';

/** Beside the paper: the list of what can be done with it, or the form of one thing. */
export function ActionsPanel({ acting, present, about }: { acting: Acting; present: Present; about: About }) {
  const { t } = useWords();
  const panel = useRef<HTMLElement>(null);
  const { at } = acting;
  useEffect(() => {
    if (at !== 'closed') panel.current?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (at === 'closed') return null;
  return (
    <section
      ref={panel}
      id="card-actions"
      className={`${card.block} ${classes.panel}`}
      aria-labelledby="card-actions-title"
    >
      <header className={classes.head}>
        <h2 id="card-actions-title" className={classes.title}>
          {t(at === 'list' ? 'actions.title' : `actions.name.${at}`)}
        </h2>
        <CloseButton size="sm" onClick={acting.close} aria-label={t('actions.close')} />
      </header>
      {at === 'list' ? (
        <ActionList key={acting.whose} actions={present.actions} onPick={(action) => acting.open(action, about)} />
      ) : (
        <ActionForm key={`${at} ${acting.whose}`} action={at} acting={acting} about={about} />
      )}
    </section>
  );
}
