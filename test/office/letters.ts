import { hangLine } from '../../main/office/open/hang-line.ts';
import type { LetterRequest } from '../../shared/contract/letters.ts';
import { textOf } from '../papers/pdf.ts';
import { inClosedOffice } from './closed-store.ts';
import { appeal, type Client, first, PASSPHRASE, readyOffice, startOffice } from './offices.ts';

export type Acted = { do: string; data: Record<string, unknown> };

export const EXECUTOR = { id: '', name: 'Ахметов Дәурен' };
export const assigned: Acted = { do: 'assign', data: { executor: EXECUTOR } };
export const extended: Acted = {
  do: 'extend',
  data: { until: '2027-01-15', on: '2026-12-01', why: 'нужна проверка на месте', beyond: '' },
};
export const redirectedPart = (name: string, part = 1): Acted => ({
  do: 'redirectPart',
  data: {
    to: { id: '', name },
    letter: '',
    on: '2026-12-01',
    why: 'не наша компетенция',
    what: `часть для: ${name}`,
    part,
  },
});

export const hearingCalled: Acted = {
  do: 'callHearing',
  data: {
    on: '2026-12-10',
    noticeOn: '2026-12-01',
    form: 'meeting',
    place: 'кабинет 3, 10:00',
    preliminary: 'отказать',
  },
};
/** Without a secretary: the minutes leave a line for the name. */
export const hearingHeld: Acted = {
  do: 'holdHearing',
  data: {
    ...{ on: '2026-12-10', begun: '10:00', ended: '10:40', place: 'кабинет 3', chair: 'Утегенов Н. Б.', secretary: '' },
    participants: 'Ахметов Д. К., Ким И. П.',
    minutes: 'Заявитель не согласен.\nВопрос: когда измерен участок? Ответ: в октябре.',
  },
};

/** An office with one paper to which all that has been done, each act a line of its own. */
export async function officeWith(
  acts: Acted[],
  { language = 'official' as const, printing = undefined as never } = {},
) {
  const before = await readyOffice();
  const { number } = await before.register(
    appeal(({ paper, applicant }) => {
      paper.language = language;
      applicant.street = 'ул. Курмангазы, 12';
    }),
  );
  await before.close();
  await inClosedOffice(before.profile, async (office) => {
    for (const act of acts) await hangLine(office, number, () => ({ ...act, v: 1 }));
  });
  const office = startOffice(before.profile, { printing });
  await office.client.office.unlock({ passphrase: PASSPHRASE });
  return { ...office, number, profile: before.profile };
}

export const lettersOf = (client: Client, number: string) => first(client.letters.ofPaper({ number }));

/** The letter that fits best, as the screen asks for it. */
export async function bestLetter(
  client: Client,
  number: string,
  change: Partial<LetterRequest> = {},
): Promise<LetterRequest> {
  const { fitting, language } = await lettersOf(client, number);
  const { letter, about } = fitting[0]!;
  const signer = { name: 'Утегенов Н. Б.', post: 'Руководитель аппарата' };
  return { number, letter, about, language, outgoing: { number: '', date: '' }, signer, ...change };
}

export const asText = (base64: string) => textOf(Buffer.from(base64, 'base64'));
