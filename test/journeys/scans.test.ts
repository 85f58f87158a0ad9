import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SCAN_PIECE } from '../../shared/centre/scan-documents.ts';
import { startRegistry } from '../office/registry.ts';
import { exe, pdf, png, tiff } from '../office/some-files.ts';
import { startFaultProxy } from '../sync/fault-proxy.ts';
import { isClean } from './axe.ts';
import { browserForTests, goTo, openJournal, openPage, startHost } from './desk.ts';
import { enrolled } from './enrolled.ts';
import { passphrase, putOffSheet, registerPaper, setUpOffice } from './own-office.ts';

const canRun = browserForTests();

type Dropped = { name: string; bytes: Buffer };

/** Files let go over the card, or pasted, as the browser tells of them. */
async function give(page: Page, how: 'drop' | 'paste', files: Dropped[]): Promise<void> {
  const texts = files.map(({ name, bytes }) => ({ name, base64: bytes.toString('base64') }));
  await page.evaluate(`{
    const transfer = new DataTransfer();
    for (const { name, base64 } of ${JSON.stringify(texts)}) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    const over = document.querySelector('main');
    const options = { bubbles: true, cancelable: true };
    if (${how === 'drop'}) {
      over.dispatchEvent(new DragEvent('dragover', { ...options, dataTransfer: transfer }));
      over.dispatchEvent(new DragEvent('drop', { ...options, dataTransfer: transfer }));
    } else over.dispatchEvent(new ClipboardEvent('paste', { ...options, clipboardData: transfer }));
  }`);
}

/** A file that the mouse holds over the middle of the window, as the system tells the browser. */
async function dragFile(page: Page, bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'kense drop '));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'түскен.png');
  writeFileSync(file, bytes);
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize()!;
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  const tell = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  await tell('dragEnter');
  await tell('dragOver');
  return { drop: () => tell('drop') };
}

const section = (page: Page) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: 'Файлдар', exact: true }) });
const scan = (page: Page, name: string) => section(page).getByRole('button', { name });
/** Waits until the thumbnail is there, and tells whether anything is drawn on it. */
async function isDrawn(page: Page, name: string): Promise<boolean> {
  await scan(page, name).locator('[data-drawn] canvas').waitFor();
  return page.evaluate<boolean>(`{
    const button = [...document.querySelectorAll('button')].find(({ title }) => title === ${JSON.stringify(name)});
    const canvas = button.querySelector('canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    new Set(new Uint32Array(data.buffer)).size > 1;
  }`);
}

describe.runIf(canRun)('files of a paper', () => {
  test('dropped and pasted onto the card they are seen, outlive a restart, and lie on disk encrypted', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    await putOffSheet(page);
    const number = await registerPaper(page, 'Сейтова Айгүл');
    await goTo(page, `#/papers/${number}`);
    await section(page).getByText('сүйреп әкелуге').waitFor();
    const [picture, page1] = [png(400, 300), pdf('Words of the applicant')];
    await give(page, 'drop', [
      { name: 'фото.png', bytes: picture },
      { name: 'өтініш.pdf', bytes: page1 },
    ]);
    expect(await isDrawn(page, 'фото.png')).toBe(true);
    expect(await isDrawn(page, 'өтініш.pdf')).toBe(true);
    await page.getByText('«өтініш.pdf» файлы қосылды').waitFor();
    await give(page, 'paste', [{ name: 'сурет.png', bytes: png(30, 30, 5) }]);
    expect(await isDrawn(page, 'сурет.png')).toBe(true);
    await give(page, 'drop', [{ name: 'қолхат.tif', bytes: tiff() }]);
    expect(await isDrawn(page, 'қолхат.tif')).toBe(true);

    // A program under the name of a paper: refused with words, the rest stays.
    await give(page, 'drop', [{ name: 'шағым.pdf', bytes: exe() }]);
    await section(page).getByText('Қосылмады: шағым.pdf').waitFor();
    await section(page).getByRole('alert').getByText('мазмұнынан анықталады').waitFor();
    await isClean(page);
    await section(page).getByRole('button', { name: 'Тізімнен алып тастау: шағым.pdf' }).click();
    expect(await section(page).getByRole('alert').count()).toBe(0);
    expect(await section(page).getByRole('listitem').count()).toBe(4);
    await scan(page, 'қолхат.tif').click();
    const sheets = page.getByRole('dialog', { name: 'қолхат.tif' });
    await sheets.getByRole('button', { name: 'Келесі' }).click();
    await sheets.getByText('2-бет, барлығы 2').waitFor();
    // What hangs over the dialog as it closes, and is let go where that was, belongs to the card all the same.
    const hanging = await dragFile(page, png(31, 33, 7));
    await page.keyboard.press('Escape');
    await sheets.waitFor({ state: 'hidden' });
    // The button that had the focus was switched off at the last sheet: Escape closed the dialog, and not the card with it.
    expect(page.url()).toContain(`#/papers/${number}`);
    await hanging.drop();
    expect(await isDrawn(page, 'түскен.png')).toBe(true);

    await host.kill();
    const files = readdirSync(host.profile, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const names = files.map(({ name }) => name);
    for (const bytes of [picture, page1]) expect(names).toContain(createHash('sha256').update(bytes).digest('hex'));
    for (const { parentPath, name } of files) {
      const bytes = readFileSync(join(parentPath, name));
      for (const secret of ['%PDF', 'Words of the', 'IHDR', 'өтініш.pdf']) expect(bytes.includes(secret)).toBe(false);
    }

    const again = await startHost({ profile: host.profile });
    const next = await openPage(again);
    await next.page.getByLabel('Құпиясөз тіркесі').fill(passphrase);
    await next.page.keyboard.press('Enter');
    await next.page.getByText('Соңғы құжаттар').waitFor();
    await goTo(next.page, `#/papers/${number}`);
    expect(await isDrawn(next.page, 'өтініш.pdf')).toBe(true);
    await scan(next.page, 'өтініш.pdf').click();
    const dialog = next.page.getByRole('dialog', { name: 'өтініш.pdf' });
    await dialog.getByRole('img', { name: 'өтініш.pdf' }).waitFor();
    await isClean(next.page);
    const download = next.page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Сақтау' }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('өтініш.pdf');
    expect(readFileSync(await saved.path()).equals(page1)).toBe(true);
    await next.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await scan(next.page, 'фото.png').waitFor();
  });

  test('chosen from a folder; what is no picture although it says so is kept and can be saved', async () => {
    const host = await startHost();
    const { page } = await openPage(host);
    await setUpOffice(page);
    await putOffSheet(page);
    const number = await registerPaper(page, 'Сейтова Айгүл');
    await goTo(page, `#/papers/${number}`);
    // Signed as a PNG, and broken behind that.
    const broken = Buffer.concat([png().subarray(0, 60), Buffer.alloc(500, 7)]);
    await section(page)
      .locator('input[type=file]')
      .setInputFiles([{ name: 'бүлінген.png', mimeType: 'image/png', buffer: broken }]);
    await scan(page, 'бүлінген.png').click();
    const dialog = page.getByRole('dialog', { name: 'бүлінген.png' });
    await dialog.getByText('көрсету мүмкін емес').waitFor();
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Сақтау' }).click();
    expect(readFileSync(await (await download).path()).equals(broken)).toBe(true);
  });

  test('asked for at another desk over a slow line: one sees how much has come, then the file', async () => {
    const registry = await startRegistry();
    const a = await enrolled(registry, '1-терезе');
    const number = await registerPaper(a.page, 'Сейтова Айгүл');
    await goTo(a.page, `#/papers/${number}`);
    await section(a.page).getByText('сүйреп әкелуге').waitFor();
    const large = Buffer.concat([png(400, 300), randomBytes(SCAN_PIECE * 40)]);
    await give(a.page, 'drop', [{ name: 'фото.png', bytes: large }]);
    expect(await isDrawn(a.page, 'фото.png')).toBe(true);
    await a.page.locator('footer').getByText('Бәрі тізілімде').waitFor();

    const proxy = await startFaultProxy({ target: registry.url });
    onTestFinished(proxy.close);
    proxy.follow(({ method, path }) =>
      method === 'POST' && path.includes('-scans/_all_docs') ? { is: 'throttle', bytesPerSecond: 400_000 } : undefined,
    );
    const slow = { ...registry, answer: (file: string) => registry.answer(file, proxy.url) };
    const { page } = await enrolled(slow, '2-терезе');
    await openJournal(page);
    await page.getByRole('row', { name: /Сейтова/ }).waitFor();
    await goTo(page, `#/papers/${number}`);
    await scan(page, 'фото.png').click();
    const dialog = page.getByRole('dialog', { name: 'фото.png' });
    const bar = dialog.getByRole('progressbar', { name: 'Жүктеліп жатыр: фото.png' });
    await dialog.getByText(/^[1-9]\d? %$/).waitFor();
    const share = Number(await bar.getAttribute('aria-valuenow'));
    expect(share > 0 && share < 100).toBe(true);
    await isClean(page);
    // From here on the line is as fast as any.
    proxy.follow(() => undefined);
    await dialog.getByRole('img', { name: 'фото.png' }).waitFor({ timeout: 60_000 });
    expect(await bar.count()).toBe(0);
  });
});
