import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, as rule and place. The page's own policy forbids inline scripts, so the checker is evaluated, not added. */
async function axeFindings(page: Page): Promise<string[]> {
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
async function rawKeys(page: Page): Promise<string[]> {
  const text = (await page.locator('body').textContent()) ?? '';
  return text.match(/\b[a-z][A-Za-z]+(\.[a-z][A-Za-z]+)+\b/g)?.filter((word) => !word.endsWith('.example')) ?? [];
}

/** On a busy machine one look at a full screen takes seconds. */
const LOOKED_OVER_WITHIN_MS = 30_000;

/**
 * Nothing on the screen hinders anybody, and there are words everywhere. What is still on its way to another look is waited for.
 *
 * @param typed what is no key although it looks like one
 * @param where what is told of a finding beside it
 */
export async function isClean(
  page: Page,
  { typed = [], where = '' }: { typed?: readonly string[]; where?: string } = {},
) {
  const findings = async () => {
    const keys = (await rawKeys(page)).filter((key) => !typed.includes(key));
    return [...(await axeFindings(page)), ...keys];
  };
  await expect.poll(findings, { message: where, timeout: LOOKED_OVER_WITHIN_MS }).toEqual([]);
}

/** The same in both languages; ends in Kazakh. */
export async function isCleanInBoth(page: Page): Promise<void> {
  await inBoth(page, (language) => isClean(page, { where: language }));
}

/** Looks at a screen in Russian, then in Kazakh. */
export async function inBoth(page: Page, look: (language: 'ru' | 'kk') => Promise<void>): Promise<void> {
  for (const [language, name] of [
    ['ru', 'РУС'],
    ['kk', 'ҚАЗ'],
  ] as const) {
    await page.getByText(name, { exact: true }).click();
    await page.locator(`html[lang="${language}"]`).waitFor();
    await look(language);
  }
}
