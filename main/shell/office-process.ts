import { RPCHandler } from '@orpc/server/message-port';
import { accountName } from '../machine/account.ts';
import { trustCertificates } from '../machine/certificates.ts';
import { machineId } from '../machine/machine-id.ts';
import { holdProfile } from '../machine/profile-lock.ts';
import { createOffice, type Office } from '../office/office.ts';
import { askForChildren } from './children.ts';
import type { FromOffice, Start, ToOffice } from './office-messages.ts';
import { writeForGroup } from './shared-profile.ts';
import { callShell } from './shell-services.ts';

/** The office's own process: answers every page that the shell connects, asks the shell for vault and printers. */
writeForGroup();
const { parentPort } = process;
const send = (message: FromOffice) => parentPort.postMessage(message);
const shell = callShell((call) => send({ call }));
const children = askForChildren(send);

let office: Office | undefined;
let rpc: RPCHandler<Record<never, never>> | undefined;

// A terminal's Ctrl+C reaches every process; the shell is the one that ends the office, when its pages are gone.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

parentPort.on('message', ({ data, ports: [port] }) => {
  const message = data as ToOffice;
  if ('start' in message) {
    office = openOffice(message.start);
    rpc = new RPCHandler(office.router);
  } else if ('page' in message && port) {
    rpc?.upgrade(port);
    port.start();
  } else if ('child' in message && port) {
    children.started(message.child, port);
  } else if ('childEnded' in message) {
    children.ended(message.childEnded);
  } else if ('answer' in message) {
    shell.take(message.answer);
  } else if ('lock' in message) {
    office?.lock();
  } else if ('close' in message) {
    void Promise.resolve(office?.close()).then(() => process.exit(0));
  }
});

function openOffice({ profile, assets, vault, printing, registry }: Start): Office {
  const { wrap, unwrap, listPrinters, print, chooseFolder } = shell.services;
  const distrusted = trustCertificates(profile);
  if (distrusted !== '') send({ log: ['warning', 'certificates could not be taken', { detail: distrusted }] });
  return createOffice({
    profile,
    assets,
    machine: machineId(),
    account: accountName(),
    holdProfile: () => holdProfile(profile),
    now: Date.now,
    vault: vault ? { wrap, unwrap } : undefined,
    printing: printing ? { list: listPrinters, print } : undefined,
    chooseFolder,
    startChild: children.start,
    demoRegistry: registry || undefined,
    log: (...entry) => send({ log: entry }),
  });
}
