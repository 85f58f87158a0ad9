import { Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useKeys } from '../frame/use-keys.ts';
import { PdfPreview } from '../talon/pdf-preview.tsx';
import { useWords } from '../words.tsx';
import classes from './letters.module.css';

type Props = { pdf: Uint8Array; pages: number; label: (page: number) => string };

/** The pages of a letter or a list, one at a time. */
export function Pages({ pdf, pages, label }: Props) {
  const { t } = useWords();
  const [wanted, setPage] = useState(1);
  const page = Math.min(wanted, pages);
  const turn = (by: number) => setPage(Math.max(1, Math.min(pages, page + by)));
  useKeys(pages > 1 ? { PageDown: () => turn(1), PageUp: () => turn(-1) } : {});
  return (
    <div className={classes.pages}>
      {pages > 1 && (
        <div className={classes.turns}>
          <Button
            variant="default"
            px={8}
            aria-label={t('register.previous')}
            disabled={page === 1}
            onClick={() => turn(-1)}
          >
            <IconChevronLeft size={16} aria-hidden />
          </Button>
          <span className="figures" role="status">
            {t('register.page', { page, pages })}
          </span>
          <Button
            variant="default"
            px={8}
            aria-label={t('register.next')}
            disabled={page === pages}
            onClick={() => turn(1)}
          >
            <IconChevronRight size={16} aria-hidden />
          </Button>
        </div>
      )}
      <PdfPreview pdf={pdf} page={page} label={label(page)} />
    </div>
  );
}
