import { useEffect, useState } from 'react';
import { office } from '../client/connection.ts';
import { useDirectory } from '../state/directory.tsx';
import { bytesOf } from '../talon/pdf-file.ts';
import { PdfPreview } from '../talon/pdf-preview.tsx';
import { useWords } from '../words.tsx';
import { intakeOf } from './draft.ts';
import classes from './outcome.module.css';
import { intake } from './use-intake.ts';

/** Long enough that nobody in the middle of a word waits for a picture. */
const PAUSE_MS = 700;

/** The talon as it would print now, in this desk's format; drawn anew when typing pauses. */
export function TalonSketch() {
  const { t } = useWords();
  const pdf = useSketch();
  return (
    <figure className={classes.sketch}>
      <figcaption className={classes.listTitle}>{t('intake.talon.title')}</figcaption>
      {pdf && <PdfPreview pdf={pdf} label={t('intake.talon.label')} />}
    </figure>
  );
}

/** The PDF of what is typed; the last one stays while the next is made, and while none can be made. */
function useSketch(): Uint8Array | undefined {
  const { directory } = useDirectory();
  const [pdf, setPdf] = useState<Uint8Array>();
  useEffect(() => {
    let timer = 0;
    let end = new AbortController();
    let shown = '';
    const draw = () => {
      const typed = intakeOf(intake.form(), directory);
      // No talon has the text, and a long one would take its time on the way.
      const request = { ...typed, paper: { ...typed.paper, text: '' } };
      const asked = JSON.stringify(request);
      if (asked === shown) return;
      end.abort();
      end = new AbortController();
      const { signal } = end;
      office.talons.preview({ intake: request, format: directory.settings.talonFormat }, { signal }).then(
        (answer) => {
          if (signal.aborted) return;
          shown = asked;
          setPdf(bytesOf(answer.pdf));
        },
        // The talon can wait: it is shown whole after registering.
        () => undefined,
      );
    };
    const soon = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(draw, PAUSE_MS);
    };
    soon();
    const stop = intake.subscribe(soon);
    return () => {
      window.clearTimeout(timer);
      end.abort();
      stop();
    };
  }, [directory]);
  return pdf;
}
