import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { browserForTests, enterDemo, mostUsedSubjects, openPage, startHost } from './desk.ts';
import { field, focusIs } from './intake-form.ts';

const canRun = browserForTests();

async function demo() {
  const host = await startHost();
  const opened = await openPage(host);
  await enterDemo(opened.page);
  await opened.page.keyboard.press('F2');
  await focusIs(opened.page, 'applicant.idNumber');
  return { host, ...opened };
}

async function registered(page: Page): Promise<void> {
  await page.getByText('Құжат тіркелді', { exact: true }).waitFor();
}

/** What is dragged: texts by their type, and files. `content` is the bytes of a file, one a character. */
type Dragged = { texts?: Record<string, string>; file?: { name: string; type: string; content: string } };

async function drop(page: Page, path: string, { texts = {}, file }: Dragged): Promise<void> {
  await page.evaluate(`
    const dataTransfer = new DataTransfer();
    for (const [type, text] of Object.entries(${JSON.stringify(texts)})) dataTransfer.setData(type, text);
    const file = ${JSON.stringify(file ?? null)};
    const bytes = file && Uint8Array.from(file.content, (letter) => letter.charCodeAt(0));
    if (file) dataTransfer.items.add(new File([bytes], file.name, { type: file.type }));
    const target = document.getElementById('intake-${path}');
    target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  `);
}

describe.runIf(canRun)('dropping', () => {
  test('text of a word processor comes in clean, with what it says of the person', async () => {
    const { page } = await demo();
    const html = `<html xmlns:o="x"><head><style>p.Mso{mso-x:1}</style></head><body><!--StartFragment-->
      <p class=MsoNormal>Әлімқұлова Айгүл Серікқызы,<o:p></o:p></p><p>ЖСН&nbsp;850412&nbsp;400121</p>
      <p>Көше&shy;ге <b>жарық</b> керек&hellip;<script>document.title = 'ran'</script></p><!--EndFragment--></body></html>`;
    await drop(page, 'paper.text', { texts: { 'text/html': html } });
    const clean = 'Әлімқұлова Айгүл Серікқызы,\nЖСН 850412 400121\nКөшеге жарық керек…';
    await expect.poll(() => field(page, 'paper.text').inputValue()).toBe(clean);
    await page.getByText('Мәтіннен 2 дерек танылды').waitFor();
    await page.keyboard.press('F4');
    await expect.poll(() => field(page, 'applicant.name').inputValue()).toBe('Әлімқұлова Айгүл Серікқызы');
    expect(await field(page, 'applicant.idNumber').inputValue()).toBe('850412400121');
    expect(await page.title()).not.toBe('ran');
  });

  test('text of a mail goes into a line as one line', async () => {
    const { page } = await demo();
    await drop(page, 'paper.summary', { texts: { 'text/plain': 'Көше\u00A0жарығы\r\n\u200Bтуралы\u0007  \r\n' } });
    await expect.poll(() => field(page, 'paper.summary').inputValue()).toBe('Көше жарығы туралы');
  });

  test('a text file is read; of any other it is said in words that it is none, and nothing is lost', async () => {
    const { page } = await demo();
    const windows1251 = { name: 'жалоба.txt', type: 'text/plain', content: '\xC6\xE0\xEB\xEE\xE1\xE0 \xB95' };
    await drop(page, 'paper.text', { file: windows1251 });
    await expect.poll(() => field(page, 'paper.text').inputValue()).toBe('Жалоба №5');
    await drop(page, 'paper.text', { file: { name: 'өтініш.docx', type: '', content: 'PK\x03\x04' } });
    await page.getByText('«өтініш.docx» мәтін файлы емес', { exact: false }).waitFor();
    expect(await field(page, 'paper.text').inputValue()).toBe('Жалоба №5');
    expect(page.url()).toContain('/new');
  });
});

describe.runIf(canRun)('numbers in other scripts', () => {
  test('mean what they mean in Western ones: number of the person, telephone, sheets, date', async () => {
    const { page } = await demo();
    const type = async (path: string, text: string) => {
      await field(page, path).focus();
      await page.keyboard.press('Control+a');
      await page.keyboard.insertText(text);
    };
    await type('applicant.idNumber', '٨٥٠٤١٢٤٠٠١٢١');
    await page.getByText('12.04.1985', { exact: false }).waitFor();
    await type('applicant.name', 'Бірінші Адам');
    await type('applicant.phone', '+７ ７０１ ０００ ０１ ２３');
    await type('paper.sheets', '२');
    await type('paper.attachments', '１');
    await type('paper.summary', 'Сынақ');
    await page.keyboard.press('Control+Enter');
    await registered(page);
    await page.getByRole('link', { name: 'Құжатты ашу' }).press('Enter');
    await page.getByText('850412 400121').waitFor();
    await page.getByText('+7 701 000 01 23').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('87010000123');
    await page.getByRole('option', { name: /Бірінші Адам/ }).waitFor();
  });
});

/** Of what the page sends for storing, the form is changed as another version of the program would have written it. */
async function storesLike(page: Page, change: (form: Record<string, string>) => void, version: number): Promise<void> {
  await page.routeWebSocket(/.*/, (socket) => {
    const office = socket.connectToServer();
    socket.onMessage((message) => {
      const call = typeof message === 'string' ? JSON.parse(message) : undefined;
      const draft = call?.p?.b?.json;
      if (draft?.form === undefined) return office.send(message);
      change(draft.form);
      draft.version = version;
      office.send(JSON.stringify(call));
    });
  });
}

describe.runIf(canRun)('a draft of another version', () => {
  test('comes back with all it holds: a subject that is no more is asked for anew, a field that is no more is shown', async () => {
    const host = await startHost();
    const { page, anotherWindow } = await openPage(host);
    await storesLike(
      page,
      (form) => Object.assign(form, { 'paper.subject': '99.98', 'paper.index': '07-12', 'applicant.place.id': '' }),
      1,
    );
    await page.goto(host.address);
    await enterDemo(page);
    await page.keyboard.press('F2');
    await focusIs(page, 'applicant.idNumber');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Ким Анна');
    await field(page, 'paper.summary').focus();
    await page.keyboard.type('Жер телімі');
    await page.keyboard.press('Alt+KeyN');
    const after = await anotherWindow();
    await after.goto(host.address);
    await after.getByText('Соңғы құжаттар').waitFor();
    await after.keyboard.press('F2');
    await after.getByRole('button', { name: /Ким Анна.*бұрынғы нұсқадан/ }).waitFor();
    await after.keyboard.press('Alt+Digit4');
    await after.getByText('бағдарламаның бұрынғы нұсқасында', { exact: false }).waitFor();
    await after.getByText('«07-12»', { exact: false }).waitFor();
    await after.getByText('99.98', { exact: false }).waitFor();
    expect(await field(after, 'applicant.name').inputValue()).toBe('Ким Анна');
    await after.keyboard.press('Control+Enter');
    await focusIs(after, 'paper.subject');
    await after.getByRole('alert').getByText('Мәселе', { exact: false }).waitFor();
    await mostUsedSubjects(after);
    await after.keyboard.press('Control+Digit1');
    await focusIs(after, 'paper.summary');
    expect(await field(after, 'paper.summary').inputValue()).toBe('Жер телімі');
    await after.keyboard.press('Control+Enter');
    await registered(after);
  });
});
