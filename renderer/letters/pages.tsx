import { useState } from 'react';
import { PageTurns } from '../parts/page-turns.tsx';
import { PdfPreview } from '../talon/pdf-preview.tsx';
import classes from './letters.module.css';

type Props = { pdf: Uint8Array; pages: number; label: (page: number) => string };

/** The pages of a letter or a list, one at a time. */
export function Pages({ pdf, pages, label }: Props) {
  const [wanted, setPage] = useState(1);
  const page = Math.min(wanted, pages);
  return (
    <div className={classes.pages}>
      {pages > 1 && <PageTurns page={page} pages={pages} onPage={setPage} />}
      <PdfPreview pdf={pdf} page={page} label={label(page)} />
    </div>
  );
}
