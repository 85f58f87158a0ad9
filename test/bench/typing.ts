import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM_SWITCHES } from '../../main/shell/switches.ts';
import { fillProfile } from '../office/many-papers.ts';
import { anotherWindow } from './elsewhere.ts';
import { percentile, report } from './figures.ts';
import { createHands, type Hands, KEYS_APART_MS } from './hands.ts';
import { droppedByKey, droppedByWheel, plainTable } from './scrolling.ts';
import { placeSuggestions, searchAnswers } from './suggesting.ts';
import { focusIs, offers, type Wait, waitAfter } from './waiting.ts';

/**
 * What a clerk feels with 100,000 papers in the store, in Chromium as the window has it, the journal open in a second window and a paper registered
 * elsewhere every two seconds: `type_p99_ms` from a key to its letter painted; `place_p99_ms` and `find_p99_ms` from a key to the answer to just
 * this text painted (`…_lost` had none); `scroll_dropped_frames_percent` of the journal under a turned wheel, `scroll_key_dropped_percent` under an
 * arrow held down, and `scroll_plain_table_percent`, what a table without a program drops on this machine; `intake_keystrokes_overhead`, the keys
 * of a typical paper beyond its data; `intake_wait_ms`, the program's own time in it until the page stands as it should, `intake_painted_ms` with
 * the frames that show it (19 keys lead on, each waits for its frame), and both of a paper whose place is typed.
 * A key is measured from its keydown. `--papers N` measures with another store; `--profile FOLDER` keeps the filled store there for the
 * next run.
 */
const PAPERS = Number(option('papers') ?? 100_000);

const hosts = new Set<ChildProcess>();
const root = join(import.meta.dirname, '../..');
const kept = option('profile');
const profile = kept ?? mkdtempSync(join(tmpdir(), 'kense-typing-'));
const browser = await chromium.launch({
  executablePath: process.env.KENSE_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    ...Object.entries(CHROMIUM_SWITCHES).map(([name, value]) => `--${name}=${value}`),
  ],
});
try {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'kk' });
  if (!kept || !existsSync(kept)) {
    const founding = await startHost();
    await openDemo(context, founding.address);
    await founding.end();
    await fillProfile(profile, PAPERS, { which: 'demo', until: Date.now() });
  }

  const host = await startHost();
  const journal = await openWork(context, host.address);
  await journal.goto(new URL('#/papers?period=year', journal.url()).href);
  await journal.getByRole('row').nth(5).waitFor();
  const scroll = await droppedByWheel(journal);
  const rows = await droppedByKey(journal, 'ArrowDown');
  const plain = await plainTable(journal);
  const floor = await droppedByWheel(plain);
  await plain.close();
  const page = await openWork(context, new URL(host.address).origin);
  await page.bringToFront();
  const hands = await createHands(page);
  const other = await anotherWindow(context, new URL(host.address).origin);
  other.begin();
  const typing = await typeTexts(page, hands);
  const places = await placeSuggestions(page, hands, other);
  const finds = await searchAnswers(page, hands);
  const paper = await typicalPaper(page, hands, '');
  const typed = await typicalPaper(page, hands, 'Құлсары');
  const elsewhere = await other.end();
  await host.end();
  console.log(`load of the machine: ${loadavg()[0]?.toFixed(1)}`);
  report('typing', {
    type_p50_ms: percentile(typing, 0.5),
    type_p99_ms: percentile(typing, 0.99),
    place_p50_ms: percentile(places.times, 0.5),
    place_p99_ms: percentile(places.times, 0.99),
    place_lost: places.lost,
    find_p50_ms: percentile(finds.times, 0.5),
    find_p99_ms: percentile(finds.times, 0.99),
    find_lost: finds.lost,
    scroll_dropped_frames_percent: scroll.dropped,
    scroll_key_dropped_percent: rows.dropped,
    scroll_plain_table_percent: floor.dropped,
    intake_keystrokes_overhead: paper.overhead,
    intake_wait_ms: paper.own,
    intake_painted_ms: paper.painted,
    typed_place_keystrokes_overhead: typed.overhead,
    typed_place_wait_ms: typed.own,
    typed_place_painted_ms: typed.painted,
    registered_elsewhere: elsewhere,
    papers: PAPERS,
    load: loadavg()[0] ?? 0,
  });
} finally {
  await browser.close();
  for (const host of hosts) host.kill();
  if (!kept) rmSync(profile, { recursive: true, force: true });
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

async function startHost() {
  const child = spawn(process.execPath, [join(root, 'out/main/host.js'), '--profile', profile], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  hosts.add(child);
  child.once('exit', () => hosts.delete(child));
  const line = await new Promise<string>((resolve) => {
    createInterface({ input: child.stdout }).once('line', resolve);
  });
  return { address: (JSON.parse(line) as { address: string }).address, end: () => ended(child) };
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

async function openDemo(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Үлгіні ашу' }).click();
  await page.getByText('Соңғы құжаттар').waitFor();
  await page.close();
}

async function openWork(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  // A store that another version left puts its index in order first.
  await page.goto(address, { timeout: 120_000 });
  await page.getByText('Соңғы құжаттар').waitFor({ timeout: 120_000 });
  return page;
}

/** From each key to the frame after it, while texts are typed, with stops in which the talon is drawn and the form stored. */
async function typeTexts(page: Page, hands: Hands): Promise<number[]> {
  await page.keyboard.press('F2');
  await page.locator('input:focus').waitFor();
  await page.evaluate(`{
    window.painted = [];
    let pressed;
    window.addEventListener('keydown', ({ timeStamp }) => { pressed = timeStamp; }, { capture: true });
    // Letters that an input method puts in have no keydown.
    window.addEventListener('beforeinput', ({ timeStamp }) => { pressed ??= timeStamp; }, { capture: true });
    window.addEventListener('input', () => {
      const from = pressed;
      pressed = undefined;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.painted.push(performance.now() - from);
        port2.postMessage(0);
      });
    }, { capture: true });
  }`);
  const texts: [id: string, text: string][] = [
    ['applicant.name', 'Әлімқұлова Айгүл Серікқызы'],
    ['applicant.street', 'Абай көшесі, 5-үй, 17-пәтер'],
    ['paper.summary', 'Көше жарығын орнату және жол жөндеу туралы өтініш, ескі тіректерді ауыстыру'],
    ['paper.text', 'Құрметті әкім! Біздің көшеде жарық жоқ, балалар мектептен қараңғыда қайтады. '.repeat(2)],
    ['applicant.phone', '+7 700 000 01 23'],
  ];
  for (const [id, text] of texts) {
    await page.locator(`[id="intake-${id}"]`).focus();
    await hands.type(text, { stops: true });
  }
  return page.evaluate<number[]>('window.painted');
}

/**
 * A typical paper of somebody new, 18 fields filled as in the journey of that name, by keyboard alone; the time from each key that
 * leads on until what it leads to is there, the talon on the screen at the end.
 *
 * @param place is typed and the first found taken; '' takes the one used last
 */
async function typicalPaper(page: Page, hands: Hands, place: string): Promise<Wait & { overhead: number }> {
  let overhead = 0;
  const sum: Wait = { own: 0, painted: 0 };
  const steps: string[] = [];
  const press = async (key: string) => {
    overhead++;
    await page.keyboard.press(key);
  };
  const awaited = async (name: string, act: () => Promise<unknown>, isThere: string) => {
    const { own, painted } = await waitAfter(page, act, isThere);
    steps.push(`${name} ${own.toFixed(0)}/${painted.toFixed(0)}`);
    sum.own += own;
    sum.painted += painted;
  };
  const goTo = (key: string, isThere: string) => awaited(key, () => press(key), isThere);
  const goToField = (id: string, key = 'Enter') => goTo(key, focusIs(id));
  // At the pace of hands: digits that come all at once are a scanner's.
  const type = (text: string) => page.keyboard.type(text, { delay: KEYS_APART_MS });
  await goToField('applicant.idNumber', 'F2');
  await type('780823301234');
  await goToField('applicant.name');
  await type('Сәрсенов Ғани Ерланұлы');
  await goTo('Enter', `${focusIs('applicant.place')} && ${offers()}`);
  if (place !== '') {
    await type(place.slice(0, -1));
    await awaited(place, () => hands.letter(place.slice(-1)), offers(place));
  }
  await goToField('applicant.street', 'Control+1');
  await type('Абай көшесі, 5-үй');
  await goToField('applicant.phone');
  await type('+7 700 000 99 23');
  // The representative is passed by; kind, way, day, language and addressee stand as usual.
  for (const key of ['Tab', 'Tab']) await press(key);
  await goToField('applicant.email');
  await type('gani@example.kz');
  for (const id of ['paper.kind', 'paper.way', 'paper.arrivedOn', 'paper.language', 'paper.addressee.own'])
    await goToField(id);
  await goTo('Enter', `${focusIs('paper.subject')} && ${offers()}`);
  await goToField('paper.summary', 'Control+1');
  await type('Көше жарығын орнату туралы');
  await goToField('paper.text');
  await type('Құрметті әкім! Көшеде жарық жоқ.');
  await goToField('paper.sheets', 'Tab');
  await type('2');
  await goToField('paper.attachments');
  await type('1');
  await goTo('Enter', `${focusIs('handling.executor')} && ${offers()}`);
  await goTo(
    'Control+1',
    `[...document.querySelectorAll('button')].some((button) => button.textContent.includes('Шығыс'))`,
  );
  await goTo(
    'Control+Enter',
    `document.querySelector('canvas[aria-label$="талоны"]:not([width="0"])') && document.body.textContent.includes('Құжат тіркелді')`,
  );
  console.log(`waits of a typical paper, own/painted ms: ${steps.join(', ')}`);
  return { overhead, ...sum };
}
