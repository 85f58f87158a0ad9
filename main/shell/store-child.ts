import { serveChild } from '../office/safety/child.ts';
import { writeForGroup } from './shared-profile.ts';

writeForGroup();

/** The office's child as a utility process of Electron's: the shell starts it and hands it a port to the office. */
process.parentPort.once('message', ({ ports: [port] }) => {
  if (!port) return;
  const take = serveChild((message) => port.postMessage(message));
  port.on('message', ({ data }) => take(data));
  port.on('close', () => process.exit());
  port.start();
});
