import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, as rule and place. The page's own policy forbids inline scripts, so the checker is evaluated, not added. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  // What is on its way to another colour is paler than it was and will be.
  await page.evaluate(`Promise.all(document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    .map(({ finished }) => finished.catch(() => {})))`);
  const violations = await page.evaluate(async () => {
    const checker = (
      globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe;
    return (await checker.run()).violations;
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Keys of a catalogue that reached the screen instead of words. */
export async function rawKeys(page: Page): Promise<string[]> {
  const text = (await page.locator('body').textContent()) ?? '';
  return text.match(/\b[a-z][A-Za-z]+(\.[a-z][A-Za-z]+)+\b/g)?.filter((word) => !word.endsWith('.example')) ?? [];
}
