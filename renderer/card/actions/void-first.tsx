import { Button, Group } from '@mantine/core';
import { IconArrowsSplit2 } from '@tabler/icons-react';
import type { Card } from '../../../shared/contract/shapes.ts';
import { useWords } from '../../words.tsx';
import type { About } from './about.ts';
import classes from './actions.module.css';
import type { Acting } from './use-acting.ts';

/** A duplicate whose first paper has a void number: nobody answers it until whoever may opens it again. */
export function VoidFirst({ card, acting, about }: { card: Card; acting: Acting; about: About }) {
  const { t, groupNumber } = useWords();
  const { voidFirst, actions } = card.present;
  if (voidFirst === '') return null;
  const canReopen = actions.some(({ action, hindrance }) => action === 'reopen' && hindrance === undefined);
  return (
    <section className={classes.contradiction} aria-labelledby="void-first">
      <h2 id="void-first">
        <IconArrowsSplit2 size={16} aria-hidden /> {t('actions.voidFirst.title')}
      </h2>
      <p>{t('actions.voidFirst.explain', { number: groupNumber(voidFirst) })}</p>
      {canReopen ? (
        <Group gap="xs">
          <Button size="xs" onClick={() => acting.open('reopen', about)}>
            {t('actions.contradiction.reopen')}
          </Button>
        </Group>
      ) : (
        <p>{t('actions.contradiction.notYours')}</p>
      )}
    </section>
  );
}
