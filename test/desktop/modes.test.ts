import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { requireElectron, requireTool } from '../tools.ts';
import { launch, temporaryProfile } from './launch.ts';
import { pidsOf, seesStart } from './pages.ts';

const isRoot = process.getuid?.() === 0;
const canSandbox = requireElectron() && requireTool('setpriv') && isRoot;
const canUnlock = requireElectron() && requireTool('dbus-run-session', 'gnome-keyring-daemon');

test.runIf(canSandbox)('for an ordinary user every page runs in Chromium’s own sandbox', async () => {
  const { app, page } = await launch(temporaryProfile(), 'sandboxed');
  await seesStart(page);
  const renderers = await app.evaluate((electron) =>
    electron.app.getAppMetrics().flatMap(({ type, pid, sandboxed }) => (type === 'Tab' ? [{ pid, sandboxed }] : [])),
  );
  expect(renderers).toHaveLength(1);
  for (const { pid } of renderers)
    expect(statusOf(pid)).toMatchObject({ Uid: '65534', Seccomp: '2', NoNewPrivs: '1', CapEff: '0000000000000000' });
  for (const pid of await pidsOf(app))
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).not.toMatch(/--no-sandbox|--disable-\S*sandbox/);
});

test.runIf(canUnlock)('where the system has a keyring, it keeps the key of the store', async () => {
  const profile = temporaryProfile();
  const { app, page } = await launch(profile, 'keyring');
  await seesStart(page);
  const backend = await app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend());
  expect(backend).toBe('gnome_libsecret');
  await page.getByRole('button', { name: 'Үлгіні ашу' }).click();
  await page.getByText('Соңғы құжаттар').waitFor();
  const key = await vi.waitFor(() => readFileSync(`${profile}/demo/key.json`, 'utf8'));
  expect(JSON.parse(key)).toMatchObject({ wraps: [{ by: 'vault' }] });
});

/** What the kernel says of a process. */
function statusOf(pid: number): Record<string, string | undefined> {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/:?\s+/, 2)));
}
