import { readFileSync, writeFileSync } from 'node:fs';
import { type BrowserWindow, type Rectangle, screen } from 'electron';

/** Smallest window in which every screen is whole. */
export const SMALLEST = { width: 1024, height: 700 };

/** On a screen not much larger than this the window takes all of it: 1366×768 is the usual office screen. */
const COMFORTABLE = { width: 1440, height: 900 };

export type WindowState = { bounds: Rectangle; maximized: boolean };

/** Where the window stood last, if that place is still on a screen; else the middle of the first one. */
export function recallWindow(file: string): WindowState {
  const { workArea } = screen.getPrimaryDisplay();
  const fresh: WindowState = {
    bounds: middleOf(workArea),
    maximized: workArea.width <= COMFORTABLE.width || workArea.height <= COMFORTABLE.height,
  };
  const last = readState(file);
  if (!last) return fresh;
  const { workArea: area } = screen.getDisplayMatching(last.bounds);
  return isInside(last.bounds, area) ? last : { ...fresh, maximized: last.maximized };
}

export function rememberWindow(file: string, window: BrowserWindow): void {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {
    // The place of a window is not worth a word to the clerk.
  }
}

function readState(file: string): WindowState | undefined {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file, 'utf8')) as WindowState;
    const sizes = [bounds.x, bounds.y, bounds.width, bounds.height];
    return sizes.every(Number.isInteger) ? { bounds, maximized: maximized === true } : undefined;
  } catch {
    return undefined;
  }
}

function middleOf(area: Rectangle): Rectangle {
  const width = Math.min(area.width, 1600);
  const height = Math.min(area.height, 1000);
  return {
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
    width,
    height,
  };
}

function isInside(bounds: Rectangle, area: Rectangle): boolean {
  return (
    bounds.x >= area.x &&
    bounds.y >= area.y &&
    bounds.x + bounds.width <= area.x + area.width &&
    bounds.y + bounds.height <= area.y + area.height
  );
}
