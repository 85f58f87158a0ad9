import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { problemOf } from '../client/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import classes from './talon.module.css';

const SCREEN_DPI = 96;

/** A page of a PDF at its real size, the first unless another is asked for, drawn as sharp as the screen is. */
export function PdfPreview({ pdf, label, page = 1 }: { pdf: Uint8Array; label: string; page?: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [problem, setProblem] = useState<Problem>();
  const ratio = usePixelRatio();
  useEffect(() => {
    const end = new AbortController();
    show({ pdf, page }, canvas, ratio, end.signal).then(
      () => setProblem(undefined),
      (error: unknown) => !end.signal.aborted && setProblem(problemOf(error)),
    );
    return () => end.abort();
  }, [pdf, page, ratio]);
  return (
    <div className={classes.preview}>
      {problem && <ProblemNote problem={problem} />}
      <canvas ref={canvas} width={0} height={0} className={classes.paper} role="img" aria-label={label} />
    </div>
  );
}

/** Drawn elsewhere and shown whole, so that a change of format never shows a half-drawn talon. */
async function show(
  { pdf, page }: { pdf: Uint8Array; page: number },
  canvas: { readonly current: HTMLCanvasElement | null },
  ratio: number,
  signal: AbortSignal,
): Promise<void> {
  const { drawPage } = await import('./pdf-js.ts');
  const { picture, widthPt } = await drawPage(pdf, { dotsPerInch: SCREEN_DPI * ratio }, page);
  const element = canvas.current;
  if (signal.aborted || !element) return;
  element.width = picture.width;
  element.height = picture.height;
  element.style.width = `${(widthPt / 72) * SCREEN_DPI}px`;
  element.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
}

/** Device pixels to a CSS pixel; changes with zoom and screen. */
function usePixelRatio(): number {
  const [ratio, setRatio] = useState(window.devicePixelRatio);
  useEffect(() => {
    const query = window.matchMedia(`(resolution: ${ratio}dppx)`);
    const onChange = () => setRatio(window.devicePixelRatio);
    query.addEventListener('change', onChange);
    return () => query.removeEventListener('change', onChange);
  }, [ratio]);
  return ratio;
}
