import { defineConfig } from 'vitest/config';

/** Many processes on few cores: what is waited for may take long, and comes all the same. */
const PATIENT = { poll: { timeout: 10_000 } };

/** They lie beside what they test, but begin whole processes, grant many computers or count with passwords' slow hashes: not within the minute of the unit tests. */
const SLOW = {
  processes: '{registry/{commands,provisioning}/**/*,main/host/start}.test.ts',
  passwords: 'main/office/people/**/*.test.ts',
};

/** Files that use a registry make and remove the same agencies on the one that is given. */
const SIDE_BY_SIDE = !process.env.COUCHDB_URL;

/**
 * A limit ends what hangs; no test promises to be quick. Each is several times what was measured on a slow computer, where one test of `office` that
 * counts with passwords' slow hashes takes 34 s. A file sets a limit of its own only where it needs a longer one.
 *
 * One project a level of the test pyramid. `unit`, `office`, `drills` and `sync` need nothing but Node; the others need the built app and tools
 * (Chromium, Electron, poppler, zbarimg) and fail in CI when one is missing: see test/README.md. One after the other: browsers
 * and desktops side by side would only wait for each other.
 */
export default defineConfig({
  test: {
    globalSetup: ['test/leftovers.ts'],
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 1 },
          include: ['{shared,main,renderer,registry,scripts}/**/*.test.{ts,tsx}', 'test/{domain,suites}/**/*.test.ts'],
          exclude: ['test/**/*.drill.test.ts', ...Object.values(SLOW)],
          environment: 'node',
          fileParallelism: SIDE_BY_SIDE,
          maxWorkers: '100%', // by itself it leaves one core idle
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'office',
          sequence: { groupOrder: 2 },
          include: ['test/office/**/*.test.ts', SLOW.passwords],
          expect: PATIENT,
          fileParallelism: SIDE_BY_SIDE,
          testTimeout: 240_000,
          hookTimeout: 60_000, // also of `onTestFinished`, which closes offices and registries
        },
      },
      {
        test: {
          name: 'drills',
          sequence: { groupOrder: 3 },
          include: ['test/suites/**/*.drill.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'sync',
          sequence: { groupOrder: 4 },
          include: ['test/sync/**/*.test.ts', SLOW.processes],
          testTimeout: 180_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'journeys',
          sequence: { groupOrder: 5 },
          include: ['test/journeys/**/*.test.ts'],
          expect: PATIENT,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'desktop',
          sequence: { groupOrder: 6 },
          include: ['test/desktop/**/*.test.ts'],
          expect: PATIENT,
          globalSetup: ['test/desktop/display.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
