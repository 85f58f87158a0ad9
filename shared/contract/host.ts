/**
 * What the desktop window's preload script puts on the page as `window.kense`; in a browser there is none.
 *
 * `connect` asks for a `MessagePort` to the office. It comes as a message of the window to itself, with `PORT_MESSAGE` as
 * data and the port beside it. When the office had to be started again, another comes unasked, and the page has to replace its
 * client.
 */
export type DesktopBridge = { readonly host: 'desktop'; connect(): void };

export const PORT_MESSAGE = 'kense:port';
