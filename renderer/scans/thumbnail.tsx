import { IconFileText, IconPhoto } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { CardScan } from '../../shared/contract/scans.ts';
import { canDraw, drawScan } from './draw-scan.ts';
import classes from './scans.module.css';
import { readScan } from './transfer.ts';

/** Of a thumbnail, in CSS pixels. */
const SIZE = { width: 104, height: 132 };
const SHARPNESS = 2;

/** Thumbnails are drawn one after the other: a card with fifty scans is not to hold them all. */
let last: Promise<unknown> = Promise.resolve();

/** A small picture of a scan, drawn when it comes into sight; an icon where it cannot be drawn, or is not on this computer. */
export function Thumbnail({ scan }: { scan: CardScan }) {
  const place = useRef<HTMLSpanElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [drawn, setDrawn] = useState(false);
  const { sha256, type, here } = scan;
  useEffect(() => {
    const element = place.current;
    if (!element || !here || !canDraw(type)) return;
    const end = new AbortController();
    const watch = new IntersectionObserver(([seen]) => {
      if (!seen?.isIntersecting) return;
      watch.disconnect();
      last = last
        .then(() => show({ sha256, type }, canvas, end.signal))
        .then(
          (shown) => shown && setDrawn(true),
          () => undefined, // the icon stays
        );
    });
    watch.observe(element);
    return () => {
      watch.disconnect();
      end.abort();
    };
  }, [sha256, type, here]);
  const Icon = type.startsWith('image/') ? IconPhoto : IconFileText;
  return (
    <span ref={place} className={classes.thumbnail} data-drawn={drawn || undefined}>
      <canvas ref={canvas} hidden={!drawn} aria-hidden />
      {!drawn && <Icon size={40} stroke={1.2} aria-hidden />}
    </span>
  );
}

async function show(
  scan: Pick<CardScan, 'sha256' | 'type'>,
  canvas: { readonly current: HTMLCanvasElement | null },
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) return false;
  const most = { width: SIZE.width * SHARPNESS, height: SIZE.height * SHARPNESS };
  const { picture } = await drawScan(await readScan(scan, signal), most);
  const element = canvas.current;
  if (signal.aborted || !element) return false;
  paint(element, picture, SHARPNESS);
  return true;
}

/** @param sharpness pixels of the picture to a CSS pixel */
export function paint(
  canvas: HTMLCanvasElement,
  picture: CanvasImageSource & { width: number; height: number },
  sharpness: number,
): void {
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.style.width = `${picture.width / sharpness}px`;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
}
