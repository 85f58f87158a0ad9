import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useKeys } from '../frame/use-keys.ts';
import { useWords } from '../words.tsx';
import classes from './page-turns.module.css';

type Props = {
  /** From 1. */
  page: number;
  pages: number;
  onPage: (page: number) => void;
  /** Page Up and Page Down turn these pages, and not another part's of the screen. */
  keys?: boolean;
};

/** Back and on through pages, and on which of them one is. */
export function PageTurns({ page, pages, onPage, keys = true }: Props) {
  const { t, formatNumber } = useWords();
  const turn = (by: number) => onPage(Math.max(1, Math.min(pages, page + by)));
  useKeys(keys && pages > 1 ? { PageDown: () => turn(1), PageUp: () => turn(-1) } : {});
  return (
    <div className={classes.turns}>
      <Button
        variant="default"
        px={8}
        aria-label={t('register.previous')}
        disabled={page <= 1}
        onClick={() => turn(-1)}
      >
        <IconChevronLeft size={16} aria-hidden />
      </Button>
      <span className="figures" role="status">
        {t('register.page', { page: formatNumber(page), pages: formatNumber(pages) })}
      </span>
      <Button variant="default" px={8} aria-label={t('register.next')} disabled={page >= pages} onClick={() => turn(1)}>
        <IconChevronRight size={16} aria-hidden />
      </Button>
    </div>
  );
}
