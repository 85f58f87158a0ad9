import { contextBridge, ipcRenderer } from 'electron';
import { type DesktopBridge, PORT_MESSAGE } from '../../shared/contract/host.ts';
import { CONNECT } from './channels.ts';

/** All that is used of the page's own world; the shell is compiled without its types. */
declare const window: {
  readonly location: { readonly origin: string };
  postMessage(message: string, targetOrigin: string, transfer: unknown[]): void;
};

/** Hands the office's port on to the page; the page never sees `ipcRenderer`. */
const bridge: DesktopBridge = { host: 'desktop', connect: () => ipcRenderer.send(CONNECT) };

ipcRenderer.on(PORT_MESSAGE, (event) => window.postMessage(PORT_MESSAGE, window.location.origin, [...event.ports]));
contextBridge.exposeInMainWorld('kense', bridge);
