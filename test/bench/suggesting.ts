import type { Page } from 'playwright-core';
import type { AnotherWindow } from './elsewhere.ts';
import type { Hands } from './hands.ts';

const BEGINNINGS = ['кулс', 'атыр', 'жылы', 'алма', 'аста', 'орал', 'өске', 'ақта', 'шымк', 'қара'];
/** Each beginning is typed so often: of 40 keys the hundredth part would be the worst of them, whatever this machine did meanwhile. */
const TIMES = 4;
const TYPED = Array.from({ length: TIMES }, () => BEGINNINGS).flat();
const APART_MS = 150;
/** An answer that has not come until then counts as lost. */
const LOST_MS = 5_000;

/**
 * From each key to the frame with its answer painted, in the list alone: `isAnswer` is page code that says whether `list` shows the
 * answer to the text that stands in `box` now. Spinners, headings and the answer to the text before do not count.
 */
async function watch(page: Page, isAnswer: string): Promise<void> {
  await page.evaluate(`{
    window.answered = [];
    window.wanted = undefined;
    let pressed = 0;
    const look = () => {
      const box = document.activeElement;
      const list = document.getElementById(box?.getAttribute('aria-controls') ?? '');
      if (pressed === 0 || box.value !== window.wanted?.text || !list?.checkVisibility()) return;
      if (!(${isAnswer})(list, window.wanted)) return;
      const from = pressed;
      pressed = 0;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.answered.push(performance.now() - from);
        port2.postMessage(0);
      });
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true,
    });
    window.addEventListener('keydown', ({ key, timeStamp }) => {
      pressed = [...key].length === 1 ? timeStamp : 0;
    }, { capture: true });
  }`);
}

async function answerPainted(page: Page, before: number): Promise<number | undefined> {
  const end = performance.now() + LOST_MS;
  while (performance.now() < end) {
    const all = await page.evaluate<number[]>('window.answered');
    if (all.length > before) return all.at(-1);
    await page.waitForTimeout(APART_MS);
  }
  return undefined;
}

export type Suggestions = { times: number[]; lost: number; same: number };

/** What the office finds is asked beforehand: where it is what stands in the list already, nothing comes that could be measured. */
export async function placeSuggestions(page: Page, hands: Hands, { client }: AnotherWindow): Promise<Suggestions> {
  await watch(
    page,
    `(list, { names }) => {
      const options = [...list.querySelectorAll('[role="option"]')].map((option) => option.textContent);
      return options.length === names.length && names.every((name, i) => options[i].includes(name));
    }`,
  );
  const found: Suggestions = { times: [], lost: 0, same: 0 };
  for (const beginning of TYPED) {
    await page.locator('[id="intake-applicant.place"]').focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await hands.pause(APART_MS * 2);
    let stands = '';
    for (let length = 1; length <= beginning.length; length++) {
      const text = beginning.slice(0, length);
      const names = (await client.places.find({ text, limit: 9 })).map(({ name }) => name.kk);
      const isSame = names.join('|') === stands || names.length === 0;
      stands = names.join('|');
      await oneKey(page, hands, { text, names }, isSame ? undefined : found);
      if (isSame) found.same++;
    }
  }
  return found;
}

/** The list says by itself whether it belongs to the text. */
export async function searchAnswers(page: Page, hands: Hands): Promise<Suggestions> {
  await watch(page, `(list) => list.getAttribute('aria-busy') === 'false'`);
  const found: Suggestions = { times: [], lost: 0, same: 0 };
  for (const beginning of TYPED) {
    await page.keyboard.press('Control+k');
    for (let length = 1; length <= beginning.length; length++)
      await oneKey(page, hands, { text: beginning.slice(0, length) }, found);
    await page.keyboard.press('Escape');
  }
  return found;
}

async function oneKey(
  page: Page,
  hands: Hands,
  wanted: { text: string; names?: string[] },
  found: Suggestions | undefined,
): Promise<void> {
  const before = await page.evaluate<number>(`window.wanted = ${JSON.stringify(wanted)}; window.answered.length`);
  await hands.letter([...wanted.text].at(-1)!);
  await hands.pause(APART_MS);
  if (!found) return;
  const time = await answerPainted(page, before);
  if (time === undefined) found.lost++;
  else found.times.push(time);
}
