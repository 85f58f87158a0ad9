import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { enterDemo } from '../journeys/desk.ts';
import { putOffSheet, setUpOffice } from '../journeys/own-office.ts';
import { codesOf } from '../papers/pdf.ts';
import { requireElectron, requireTool } from '../tools.ts';
import { launch, temporaryProfile } from './launch.ts';
import { pidsOf, seesStart } from './pages.ts';

/** A page is drawn, saved, made a picture of and read: each by a process of its own. */
const DRAWN_WITHIN_MS = 60_000;

const isRoot = process.getuid?.() === 0;
const canSandbox = requireElectron() && requireTool('setpriv') && isRoot;
const canRead = requireTool('pdftoppm', 'zbarimg');
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
  await enterDemo(page);
  const key = await vi.waitFor(() => readFileSync(`${profile}/demo/key.json`, 'utf8'));
  expect(JSON.parse(key)).toMatchObject({ wraps: [{ by: 'vault' }] });
});

test.runIf(canUnlock && canRead)(
  'a keyring that lost the key asks for the recovery code, which puts the key back into it',
  async () => {
    const profile = temporaryProfile();
    const first = await launch(profile, 'keyring');
    await seesStart(first.page);
    await setUpOffice(first.page, true);
    const sheet = join(profile, 'sheet.pdf');
    await first.app.evaluate(({ session }, path) => {
      session.defaultSession.once('will-download', (_event, item) => item.setSavePath(path));
    }, sheet);
    await first.page.getByRole('button', { name: 'PDF-ті тасығышқа сақтау' }).click();
    const [read] = await vi.waitFor(async () => {
      const codes = await codesOf(readFileSync(sheet), 'mono');
      expect(codes).toHaveLength(1);
      return codes;
    }, DRAWN_WITHIN_MS);
    await putOffSheet(first.page);
    await first.app.close();

    rmSync(join(profile, '.local', 'share', 'keyrings'), { recursive: true });
    const second = await launch(profile, 'keyring');
    await second.page.getByText('Жүйе бұл тіркелгінің кілтін енді бермейді.', { exact: false }).waitFor();
    await second.page.getByLabel('Қалпына келтіру коды, 48 цифр').fill(read!.replace('QR-Code:', ''));
    await second.page.keyboard.press('Enter');
    await second.page.getByRole('link', { name: /Жолданымдар/ }).waitFor();
    await second.app.close();

    const third = await launch(profile, 'keyring');
    await third.page.getByRole('link', { name: /Жолданымдар/ }).waitFor();
    expect(JSON.parse(readFileSync(join(profile, 'office', 'key.json'), 'utf8')).wraps).toHaveLength(2);
  },
);

/** What the kernel says of a process. */
function statusOf(pid: number): Record<string, string | undefined> {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
  return Object.fromEntries(lines.map((line) => line.split(/:?\s+/, 2)));
}
