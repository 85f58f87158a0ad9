import { expect, test } from 'vitest';
import { PrintError, type PrintJob } from '../office/ports.ts';
import type { ShellServices } from './office-messages.ts';
import { answerOffice, callShell } from './shell-services.ts';

const job: PrintJob = { pdf: new Uint8Array([37, 80]), printer: 'roll', title: 'Kense', widthMm: 80, heightMm: 120 };

/** Office and shell with a wire between them that carries plain data only. */
function connected(shell: Partial<ShellServices>): ShellServices {
  const refuse = () => Promise.reject(new Error('not here'));
  const services = {
    wrap: refuse,
    unwrap: refuse,
    listPrinters: refuse,
    print: refuse,
    chooseFolder: refuse,
    ...shell,
  };
  const office = callShell((call) => {
    void answerOffice(services, structuredClone(call)).then((answer) => office.take(structuredClone(answer)));
  });
  return office.services;
}

test('answers reach the call they belong to, whatever their order', async () => {
  const waits: (() => void)[] = [];
  const office = connected({
    wrap: (secret) => new Promise((resolve) => waits.push(() => resolve(secret.slice().reverse()))),
  });
  const [first, second] = [office.wrap(new Uint8Array([1, 2])), office.wrap(new Uint8Array([3, 4]))];
  for (const answer of waits.reverse()) answer();
  expect(await Promise.all([first, second])).toEqual([new Uint8Array([2, 1]), new Uint8Array([4, 3])]);
});

test('a job crosses whole, and why it failed comes back as its code', async () => {
  const jobs: PrintJob[] = [];
  const office = connected({
    print: async (taken) => {
      jobs.push(taken);
      throw new PrintError('printerMissing', 'no printer roll');
    },
  });
  await expect(office.print(job)).rejects.toEqual(new PrintError('printerMissing', 'no printer roll'));
  expect(jobs).toEqual([job]);
});

test('any other failure comes back as an error with its words', async () => {
  await expect(connected({}).unwrap(new Uint8Array())).rejects.toThrow('not here');
});
