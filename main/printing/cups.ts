import { execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { PrintError, type PrinterInfo, type Printing, type PrintJob } from '../office/ports.ts';

const run = promisify(execFile);

/** Longest wait for the printing system; one that does not answer counts as one that is not there. Milliseconds. */
const PATIENCE = 10_000;

/** The printing system answers in the words that are matched below. */
const inEnglish = () => ({ timeout: PATIENCE, env: { ...process.env, LC_ALL: 'C' } });

/**
 * Printing through CUPS (`lp`, `lpstat`), on Linux and macOS. The PDF goes through a pipe, so that nothing of it is left on disk,
 * and reaches the printer as vectors.
 *
 * @returns undefined where there is no CUPS.
 */
export function cupsPrinting(): Printing | undefined {
  return onPath('lp') && onPath('lpstat') ? { list, print } : undefined;
}

async function list(): Promise<PrinterInfo[]> {
  const [names, details, standard] = await Promise.all([ask('-e'), ask('-l', '-p'), ask('-d')]);
  const descriptions = readDescriptions(details);
  const byDefault = /^system default destination: (\S+)$/m.exec(standard)?.[1];
  return names
    .split('\n')
    .filter((name) => name !== '')
    .map((name) => ({ name, description: descriptions.get(name) ?? '', isDefault: name === byDefault }));
}

/** Nothing when the scheduler does not run: there are no printers then. */
async function ask(...question: string[]): Promise<string> {
  try {
    return (await run('lpstat', question, inEnglish())).stdout;
  } catch {
    return '';
  }
}

function readDescriptions(details: string): Map<string, string> {
  const descriptions = new Map<string, string>();
  let printer = '';
  for (const line of details.split('\n')) {
    printer = /^printer (\S+) /.exec(line)?.[1] ?? printer;
    const description = /^\s+Description: (.+)$/.exec(line)?.[1];
    if (description !== undefined) descriptions.set(printer, description);
  }
  return descriptions;
}

/** Whether the printer exists `lp` knows itself: looking it up before would wait for the network's printers each time. */
function print({ pdf, printer, title, widthMm, heightMm }: PrintJob): Promise<void> {
  const destination = printer === '' ? [] : ['-d', printer];
  const media = `media=Custom.${round(widthMm)}x${round(heightMm)}mm`;
  const options = [...destination, '-t', title, '-o', media, '-o', 'print-scaling=none', '-'];
  return new Promise((resolve, reject) => {
    const lp = spawn('lp', options, { ...inEnglish(), stdio: ['pipe', 'ignore', 'pipe'] });
    let words = '';
    lp.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    lp.once('error', (error) => reject(new PrintError('printFailed', error.message)));
    lp.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new PrintError(isMissing(words) ? 'printerMissing' : 'printFailed', words.trim() || `lp: ${code}`));
    });
    // `lp` may refuse before it has read everything: it says why when it ends.
    lp.stdin.on('error', () => {});
    lp.stdin.end(pdf);
  });
}

const isMissing = (words: string) => /does not exist|no default destination|unknown destination/i.test(words);

const round = (millimetres: number) => Math.round(millimetres * 10) / 10;

function onPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    if (folder === '') return false;
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
