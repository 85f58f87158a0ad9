import { defineConfig } from 'vitest/config';

/**
 * One project a level of the test pyramid. `unit` needs nothing but Node; the others need the built app and tools
 * (Chromium, Electron, poppler, zbarimg) and fail in CI when one is missing: see test/README.md. One after the other: browsers
 * and desktops side by side would only wait for each other.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 1 },
          include: [
            '{shared,main,renderer,registry,scripts}/**/*.test.{ts,tsx}',
            'test/{domain,office,suites}/**/*.test.ts',
          ],
          environment: 'node',
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'sync',
          sequence: { groupOrder: 2 },
          include: ['test/sync/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'journeys',
          sequence: { groupOrder: 3 },
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'desktop',
          sequence: { groupOrder: 4 },
          include: ['test/desktop/**/*.test.ts'],
          globalSetup: ['test/desktop/display.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
