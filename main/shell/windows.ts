import { BrowserWindow, screen } from 'electron';
import { PAGE } from './channels.ts';
import { recallWindow, rememberWindow, SMALLEST } from './window-state.ts';

export type Windows = {
  /** Another window of the same office. */
  open(): void;
  /** The window used last comes to the front. */
  focus(): void;
};

type Options = {
  preload: string;
  /** Where the last window's place is remembered. */
  stateFile: string;
  /** Called with each window before its page is loaded. */
  keep: (window: BrowserWindow) => void;
};

export function createWindows({ preload, stateFile, keep }: Options): Windows {
  function open(): void {
    const { bounds, maximized } = recallWindow(stateFile);
    const { workArea } = screen.getDisplayMatching(bounds);
    const before = BrowserWindow.getFocusedWindow();
    const window = new BrowserWindow({
      ...(before ? beside(before) : bounds),
      minWidth: Math.min(SMALLEST.width, workArea.width),
      minHeight: Math.min(SMALLEST.height, workArea.height),
      title: 'Кеңсе',
      show: false,
      webPreferences: {
        preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        // Would fetch word lists from a network that is not there.
        spellcheck: false,
      },
    });
    // The menu only carries keys; Alt must not steal the focus from a form.
    window.setMenuBarVisibility(false);
    if (maximized && !before) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () => rememberWindow(stateFile, window));
    keep(window);
    void window.loadURL(PAGE);
  }

  return {
    open,
    focus() {
      const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows().at(0);
      if (!window) return open();
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

function beside(window: BrowserWindow) {
  const { x, y, width, height } = window.getNormalBounds();
  return { x: x + 32, y: y + 32, width, height };
}
