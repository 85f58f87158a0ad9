import { Button, CloseButton, Progress } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useWords } from '../words.tsx';
import classes from './register.module.css';
import { dropRegister, type RegisterWork, registerWords, useRegister } from './register-work.ts';

/** How far the register is, below whatever the clerk works on meanwhile. */
export function RegisterBar() {
  const { t } = useWords();
  const work = useRegister();
  const { pathname } = useLocation();
  // Who looks at the register needs no word that it is there.
  if (!work || work.state.phase === 'gone' || pathname === '/register') return null;
  const { state } = work;
  return (
    <section className={classes.bar} aria-label={t(registerWords[work.of].title)}>
      <span role="status" className={classes.said}>
        <Said work={work} />
      </span>
      {state.phase === 'making' && (
        <>
          <Progress
            className={classes.progress ?? ''}
            value={state.total === 0 ? 0 : (state.done / state.total) * 100}
            aria-label={t(registerWords[work.of].title)}
          />
          <Button variant="default" onClick={dropRegister}>
            {t('register.cancel')}
          </Button>
        </>
      )}
      {state.phase === 'ready' && (
        <Button component={Link} to="/register">
          {t('register.show')}
        </Button>
      )}
      {state.phase !== 'making' && <CloseButton aria-label={t('register.close')} onClick={dropRegister} />}
    </section>
  );
}

function Said({ work }: { work: RegisterWork }) {
  const { state } = work;
  const { t, formatNumber } = useWords();
  switch (state.phase) {
    case 'making':
      return t(registerWords[work.of].making, { done: formatNumber(state.done), total: formatNumber(state.total) });
    case 'ready':
      return t(registerWords[work.of].ready, { papers: formatNumber(state.papers), pages: formatNumber(state.pages) });
    case 'failed':
      return t(`problems.${state.problem}`);
    case 'gone':
      return null;
  }
}
