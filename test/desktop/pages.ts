import type { ElectronApplication, Page } from 'playwright-core';

/** The first screen of a computer without an office: it shows only what the office has answered. */
export async function seesStart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Үлгіні ашу' }).waitFor();
}

/** The office's process. */
export function officePid(app: ElectronApplication): Promise<number | undefined> {
  return app.evaluate((electron) => electron.app.getAppMetrics().find(({ name }) => name === 'kense-office')?.pid);
}

/** Every process of the program. */
export function pidsOf(app: ElectronApplication): Promise<number[]> {
  return app.evaluate((electron) => electron.app.getAppMetrics().map(({ pid }) => pid));
}
