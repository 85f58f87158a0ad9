import type { Page } from 'playwright-core';

/** The field of the intake form at a path of the entry: `applicant.phone`. */
export const field = (page: Page, path: string) => page.locator(`[id="intake-${path}"]`);

/** The keys go into this field. */
export const focusIs = (page: Page, path: string) => field(page, path).and(page.locator(':focus')).waitFor();
