import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../shared/contract/problems.ts';
import { problemOf } from '../client/problem.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import classes from './talon.module.css';

/** PDF points to CSS pixels: the paper at its real size on a screen of 96 dpi. */
const CSS_PX_PER_POINT = 96 / 72;

/** The first page of a PDF, drawn as sharp as the screen is. */
export function PdfPreview({ pdf, label }: { pdf: Uint8Array; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [problem, setProblem] = useState<Problem>();
  const ratio = usePixelRatio();
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const end = new AbortController();
    draw(pdf, element, ratio, end.signal).then(
      () => setProblem(undefined),
      (error: unknown) => !end.signal.aborted && setProblem(problemOf(error)),
    );
    return () => end.abort();
  }, [pdf, ratio]);
  return (
    <div className={classes.preview}>
      {problem && <ProblemNote problem={problem} />}
      <canvas ref={canvas} className={classes.paper} role="img" aria-label={label} />
    </div>
  );
}

/** Draws beside the canvas and shows it whole, so that a change of format never shows a half-drawn talon. */
async function draw(pdf: Uint8Array, canvas: HTMLCanvasElement, ratio: number, signal: AbortSignal): Promise<void> {
  const { openPdf } = await import('./pdf-js.ts');
  const document = await openPdf(pdf);
  try {
    if (signal.aborted) return;
    const page = await document.getPage(1);
    const viewport = page.getViewport({ scale: CSS_PX_PER_POINT * ratio });
    const drawn = new OffscreenCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    const context = drawn.getContext('2d');
    if (!context) throw new Error('no canvas to draw on');
    await page.render({ canvasContext: context as unknown as CanvasRenderingContext2D, canvas: null, viewport })
      .promise;
    if (signal.aborted) return;
    canvas.width = drawn.width;
    canvas.height = drawn.height;
    canvas.style.width = `${viewport.width / ratio}px`;
    canvas.getContext('2d')?.drawImage(drawn, 0, 0);
  } finally {
    await document.loadingTask.destroy();
  }
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
