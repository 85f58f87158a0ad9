import type { App, IpcMainEvent, Session } from 'electron';
import { PAGE } from './channels.ts';

/** What a page may load: itself and what it made itself. `devtools:` is there only while developing. */
const schemes = ['kense:', 'blob:', 'data:'];

/** Refuses every permission and every request that leaves the program (Electron's security checklist 5, 7). */
export function guardSession(session: Session, developing: boolean): void {
  const allowed = developing ? [...schemes, 'devtools:'] : schemes;
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !allowed.includes(new URL(url).protocol) }));
}

/** Refuses navigation, new windows and embedded guests in whatever the program shows (checklist 12, 13, 14). */
export function guardContents(app: App): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      if (!isPage(event.url)) event.preventDefault();
    });
    contents.on('will-frame-navigate', (event) => {
      if (!isPage(event.url) && !event.url.startsWith(`blob:${PAGE}`)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
}

/** A message counts only from the page's own main frame (checklist 17). */
export function isFromPage({ sender, senderFrame }: IpcMainEvent): boolean {
  return senderFrame !== null && senderFrame === sender.mainFrame && isPage(senderFrame.url);
}

const isPage = (url: string) => url === PAGE || url.startsWith(`${PAGE}#`);
