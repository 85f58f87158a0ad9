import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hangLine } from '../../main/office/open/hang-line.ts';
import { PrintError } from '../../main/office/ports.ts';
import { lettersOfPaper } from '../../main/office/services/letters.ts';
import type { LetterRequest } from '../../shared/contract/letters.ts';
import { requireTool } from '../tools.ts';
import { inClosedOffice } from './closed-store.ts';
import {
  type Acted,
  assigned,
  asText,
  bestLetter,
  EXECUTOR,
  extended,
  hearingCalled,
  hearingHeld,
  lettersOf,
  officeWith,
  redirectedPart,
} from './letters.ts';
import { first, problemOf } from './offices.ts';

const poppler = requireTool('pdftotext');
const unzip = requireTool('unzip');

describe('which letters fit a paper', () => {
  test('follows from what was done, the last first; the notice of an extension with its day', async () => {
    const { client, number } = await officeWith([
      assigned,
      redirectedPart('Отдел ЖКХ'),
      redirectedPart('Отдел земли', 2),
      extended,
    ]);
    const { fitting, language, olderLaw } = await lettersOf(client, number);
    expect(fitting.map(({ letter, to, by }) => [letter, to, by])).toEqual([
      ['extensionNotice', '', '2026-12-03'],
      ['redirectionToBody', 'Отдел земли', ''],
      ['redirectionToApplicant', 'Отдел земли', ''],
      ['redirectionToBody', 'Отдел ЖКХ', ''],
      ['redirectionToApplicant', 'Отдел ЖКХ', ''],
      ['reminder', '', ''],
    ]);
    expect([language, olderLaw]).toEqual(['ru', false]);
  });

  test('is none for a paper to which nothing was done, and none that does not fit can be had', async () => {
    const { client, number } = await officeWith([]);
    expect((await lettersOf(client, number)).fitting).toEqual([]);
    const request: LetterRequest = {
      ...{ number, letter: 'termination', about: '', language: 'kk' },
      outgoing: { number: '', date: '' },
      signer: { name: '', post: '' },
    };
    expect((await problemOf(client.letters.preview(request))).code).toBe('letterNotNow');
    expect((await problemOf(client.letters.issue({ ...request, as: 'docx' }))).code).toBe('letterNotNow');
    expect((await first(client.papers.card({ number }))).prints).toEqual([]);
  });

  test.each([
    [
      'defectNotice',
      [
        assigned,
        { do: 'noteDefect', data: { article: '63', what: 'нет подписи', on: '2026-12-01', until: '2026-12-08' } },
      ],
      /статья 63.*нет подписи.*08\.12\.2026/,
    ],
    ['hearingNotice', [assigned, hearingCalled], /10\.12\.2026.*заседание.*кабинет 3, 10:00.*отказать/],
    [
      'answerCover',
      [
        assigned,
        {
          do: 'decide',
          data: { decision: 'favourable', ground: '', basis: '', text: 'Свет будет.', on: '2026-12-01', subject: '' },
        },
      ],
      /благоприятный акт.*Свет будет\./,
    ],
    [
      'termination',
      [
        assigned,
        {
          do: 'decide',
          data: {
            decision: 'terminate',
            ground: 'courtAct',
            basis: '',
            text: 'Решение суда.',
            on: '2026-12-01',
            subject: '',
          },
        },
      ],
      /есть вступивший в силу судебный акт.*Решение суда\./,
    ],
    [
      'termination',
      [{ do: 'withdraw', data: { on: '2026-12-01', how: 'письменно' } }],
      /отозвано заявителем.*письменно/,
    ],
    [
      'redirectionToBody',
      [{ do: 'redirect', data: { to: EXECUTOR, letter: '7', on: '2026-12-01', why: 'по компетенции', higher: false } }],
      /документ полностью.*статья 65/,
    ],
    [
      'hearingMinutes',
      [assigned, hearingCalled, hearingHeld],
      /Протокол заслушивания.*10\.12\.2026, начало: 10:00, окончание: 10:40.*кабинет 3.*Секретарь: ____.*Участники: Ахметов.*не согласен.*Вопрос: когда.*статья 74.*Председательствующий\s+Утегенов/,
    ],
    [
      'interimReply',
      [
        assigned,
        { do: 'replyMeanwhile', data: { number: '15-3/128', on: '2026-12-01', summary: 'Запрошены сведения.' } },
      ],
      /№ 15-3\/128 от 01\.12\.2026.*Промежуточный ответ.*Запрошены сведения\..*до 22\.12\.2026/,
    ],
    [
      'forwarding',
      [{ do: 'forwardAtOnce', data: { to: { id: '', name: 'Отдел полиции' }, about: 'crime', on: '2026-12-01' } }],
      /Отдел полиции.*незамедлительно направляет.*сведения о преступлении\..*01\.12\.2026/,
    ],
    [
      'forwardingToApplicant',
      [{ do: 'forwardAtOnce', data: { to: { id: '', name: 'Отдел полиции' }, about: 'crime', on: '2026-12-01' } }],
      /Әлімқұлова Айгүл Серікқызы.*незамедлительно направлен 01\.12\.2026\. Куда направлено: Отдел полиции.*о преступлении/,
    ],
    ['reminder', [assigned], /Ахметов Дәурен.*осталось 14 рабочих дней/],
  ] as [string, Acted[], RegExp][])('%s says what was done', async (letter, acts, said) => {
    const { client, number } = await officeWith(acts);
    const { fitting } = await lettersOf(client, number);
    // What goes to two is one line: the letter to the body stands first, the notice behind it.
    const [best, notice] = fitting;
    const fits = letter === 'forwardingToApplicant' ? notice! : best!;
    expect(fits.letter).toBe(letter);
    const request = await bestLetter(client, number, { letter: fits.letter, about: fits.about });
    if (!poppler) return;
    const text = await asText((await client.letters.preview(request)).pdf);
    expect(text.replace(/\s+/g, ' ')).toMatch(said);
    expect(text).not.toMatch(/undefined|null|NaN|[{}]/);
    const kazakh = await asText((await client.letters.preview({ ...request, language: 'kk' })).pdf);
    expect(kazakh).toMatch(/[әғқңөұүһі]/);
    expect(kazakh).not.toMatch(/undefined|null|NaN|[{}]/);
    const document = await client.letters.issue({ ...request, as: 'docx' });
    expect(Buffer.from(document.file, 'base64').subarray(0, 2).toString()).toBe('PK');
  });
});

describe.runIf(poppler)('a letter', () => {
  test('that goes with an answer has its number, and not that of an answer that was taken back', async () => {
    const on = '2026-12-01';
    const decided = { decision: 'favourable', ground: '', basis: '', text: 'Свет будет.', on, subject: '' };
    const answered = [
      assigned,
      { do: 'decide', data: decided },
      { do: 'sign', data: { on } },
      { do: 'answer', data: { number: '15-3/130', on, way: 'post', sheets: 1 } },
    ];
    const cover = async (acts: Acted[]) => {
      const { client, number } = await officeWith(acts);
      const { fitting } = await lettersOf(client, number);
      const { letter, about } = fitting.find((one) => one.letter === 'answerCover')!;
      return asText((await client.letters.preview(await bestLetter(client, number, { letter, about }))).pdf);
    };
    expect(await cover(answered)).toContain('№ 15-3/130 от 01.12.2026');
    const again = [
      { do: 'reopen', data: { on, why: 'по ошибке' } },
      { do: 'decide', data: decided },
    ];
    expect(await cover([...answered, ...again])).not.toContain('15-3/130');
  });

  test('is filled in with what the paper, its line and the clerk say, in either language', async () => {
    const { client, number } = await officeWith([assigned, extended]);
    const request = await bestLetter(client, number, { outgoing: { number: '15-3/127', date: '2026-12-02' } });
    const { pdf, pages, missing } = await client.letters.preview(request);
    const text = await asText(pdf);
    expect([pages, missing]).toEqual([1, []]);
    for (const words of [
      'АППАРАТ АКИМА ТЕНИЗБОЙСКОГО',
      '№ 15-3/127 от 02.12.2026',
      'Әлімқұлова Айгүл Серікқызы',
      'ул. Курмангазы, 12',
      'продлён до 15.01.2027',
      'нужна проверка на месте',
      'часть 3 статьи 76',
      'Утегенов Н. Б.',
      'Сейтова Айнұр Болатқызы',
      'ҮЛГІ / ОБРАЗЕЦ',
    ])
      expect(text).toContain(words);
    const kazakh = await client.letters.preview({ ...request, language: 'kk' });
    expect(await asText(kazakh.pdf)).toContain('76-баптың 3-бөлігі');
  });

  test('shows what is missing, and leaves a line for the number', async () => {
    const { client, number } = await officeWith([assigned, extended]);
    const request = await bestLetter(client, number, { signer: { name: '', post: '' } });
    const { pdf, missing } = await client.letters.preview(request);
    expect(missing.sort()).toEqual(['signer.name', 'signer.post']);
    const text = await asText(pdf);
    expect(text).toContain('[имя подписывающего: не заполнено]');
    expect(text).toMatch(/№ _{6,} от _{6,}/);
  });

  test('printed is on record with who and what; a second copy is a duplicate, another letter is not', async () => {
    const jobs: { printer: string; title: string; widthMm: number }[] = [];
    let broken = true;
    const printing = {
      list: async () => [],
      print: async (job: (typeof jobs)[number]) => {
        if (broken) throw new PrintError('printFailed', 'no paper');
        jobs.push(job);
      },
    };
    const { client, number } = await officeWith([assigned, redirectedPart('Отдел ЖКХ'), extended], {
      printing: printing as never,
    });
    const { settings } = await first(client.directory.watch());
    await client.desk.saveSettings({ ...settings, sheetPrinter: 'sheets' });
    const notice = await bestLetter(client, number);
    expect((await problemOf(client.letters.print(notice))).code).toBe('printFailed');
    broken = false;
    expect((await client.letters.preview(notice)).duplicate).toBe(false);
    await client.letters.print(notice);
    expect((await client.letters.preview(notice)).duplicate).toBe(true);
    await client.letters.issue({ ...notice, language: 'kk', as: 'pdf' });
    const toBody = (await lettersOf(client, number)).fitting.find(({ letter }) => letter === 'redirectionToBody')!;
    await client.letters.print({ ...notice, letter: 'redirectionToBody', about: toBody.about });
    await client.talons.issue({ number, format: 'a6', way: 'file' });
    const { prints } = await first(client.papers.card({ number }));
    expect(
      prints.map(({ letter, format, way, duplicate, by }) => [letter?.letter ?? format, way, duplicate, by.name]),
    ).toEqual([
      ['extensionNotice', 'printer', false, 'Сейтова Айнұр Болатқызы'],
      ['extensionNotice', 'file', true, 'Сейтова Айнұр Болатқызы'],
      ['redirectionToBody', 'printer', false, 'Сейтова Айнұр Болатқызы'],
      ['a6', 'file', false, 'Сейтова Айнұр Болатқызы'],
    ]);
    expect(jobs.map(({ printer, title, widthMm }) => [printer, title, widthMm])).toEqual([
      ['sheets', `Kense ${number}`, 210],
      ['sheets', `Kense ${number}`, 210],
    ]);
    // Whoever signed last signs the next one.
    expect((await lettersOf(client, number)).signers.ru).toEqual({
      name: 'Утегенов Н. Б.',
      post: 'Руководитель аппарата',
    });
  });

  test('is signed by the head who signed its paper before whoever signed here last, and by nobody who has left', async () => {
    const { client, number, profile, close } = await officeWith([assigned, extended]);
    const request = await bestLetter(client, number);
    const post = { kk: 'әкім', ru: 'аким' };
    const [chief] = (await first(client.directory.watch())).staff;
    const gone = await client.staff.save({ id: '', name: 'Кеткен Бас', post, phone: '', roles: [] });
    await client.letters.issue({ ...request, as: 'pdf', signer: { name: 'Кеткен Бас', post: 'аким' } });
    await client.staff.setLeft({ person: gone.id, on: '2026-12-01', substitute: '' });
    const { signers } = await lettersOf(client, number);
    expect(signers.ru).toEqual({ name: '', post: '' });
    await client.letters.issue({ ...request, as: 'pdf' });
    expect((await lettersOf(client, number)).signers.ru.name).toBe('Утегенов Н. Б.');
    const roles = ['administrator', 'head'] as const;
    await client.staff.save({ id: chief!.id, name: 'Ким Бас', post, phone: '', roles: [...roles] });
    await close();
    await inClosedOffice(profile, async (office) => {
      const data = { executor: EXECUTOR, coExecutors: [], text: '', ownDueOn: '', control: true };
      await hangLine(office, number, () => ({ do: 'resolve', v: 1, data }));
      expect((await lettersOfPaper(office, number)).signers.ru).toEqual({ name: 'Ким Бас', post: 'аким' });
    });
  });

  test.runIf(unzip)('as a document says the same', async () => {
    const { client, number } = await officeWith([assigned, extended]);
    const request = await bestLetter(client, number);
    const { file } = await client.letters.issue({ ...request, as: 'docx' });
    const folder = mkdtempSync(join(tmpdir(), 'kense letter '));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'letter.docx'), Buffer.from(file, 'base64'));
    const xml = execFileSync('unzip', ['-p', join(folder, 'letter.docx'), 'word/document.xml'], { encoding: 'utf8' });
    for (const words of ['продлён до 15.01.2027', 'нужна проверка на месте', 'Утегенов Н. Б.'])
      expect(xml).toContain(words);
  });
});
