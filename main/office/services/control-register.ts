import { setImmediate } from 'node:timers/promises';
import { type ControlRow, type TermList, termLists } from '../../../shared/contract/control.ts';
import type { ControlRegister } from '../../../shared/contract/registers.ts';
import { shortName } from '../../../shared/domain/text/person-name.ts';
import { alphabetical } from '../../../shared/words/collation.ts';
import { formatDate, formatInstant, formatNumber } from '../../../shared/words/forms.ts';
import { type CellSources, cellText } from '../../../shared/words/journal-cells.ts';
import { createWords } from '../../../shared/words/words.ts';
import type { RegisterFoot, RegisterHead, RegisterLine, RegisterRow } from '../../papers/register/content.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { controlOf, controlPage } from './control.ts';
import { localDate } from './local-time.ts';

/** Papers read at once: whoever registers meanwhile waits no longer than that takes. */
const SLICE = 100;
/** Rows by which the columns are shared out. */
const SAMPLE = 200;

/** The daily control list as the press takes it. */
export type ControlList = {
  head: RegisterHead;
  /** How many papers are on it. */
  total: number;
  sample: RegisterRow[];
  lines: AsyncGenerator<RegisterLine[]>;
  foot: RegisterFoot;
};

/**
 * What is late, due today, by the next and by the third working day, executor by executor in the order of names, those without one last;
 * behind it papers with more time on which something else is owed by then or was owed before. Each executor signs below his own. Of who sees no papers but his own and those of whom he stands in for the list has no others.
 *
 * @throws ProblemError `noClerk`: whoever makes a list signs it
 */
export async function controlList(office: OpenOffice, { language }: ControlRegister): Promise<ControlList> {
  const { settings } = office.records;
  const words = createWords(language);
  const { t } = words;
  const clerk = office.clerk();
  const madeAt = new Date(office.now()).toISOString();
  const instant = (at: string) => formatInstant(at, settings.zone);
  const sources: CellSources = {
    words,
    law: office.assets.law,
    subject: (code) => office.assets.subjects.find((one) => one.code === code)?.name,
    instant,
    today: localDate(office.now(), settings.zone),
  };
  const { days, executors, counts } = await controlOf(office, undefined);
  const order = alphabetical(language);
  const owed = await owedBeforeTheirTerm(office, days.threeDays);
  const owedBy = (id: string) => owed.filter(({ executor }) => executor === id);
  const named = executors
    .filter((one) => termLists.some((list) => one[list] > 0) || owedBy(one.id).length > 0)
    .sort((a, b) => Number(a.id === '') - Number(b.id === '') || order(a.name, b.name));
  const total = termLists.reduce((sum, list) => sum + counts[list], owed.length);
  const until = {
    oneDay: formatDate(days.oneDay),
    threeDays: formatDate(days.threeDays),
    today: formatDate(days.today),
  };
  const [before = '', between = '', after = ''] = t('register.page', { page: SPLIT, pages: SPLIT }).split(SPLIT);

  const cells = (row: ControlRow, running: number): RegisterRow => [
    String(running),
    cellText('number', row, sources).replaceAll(' ', '\u00a0'),
    cellText('from', row, sources),
    cellText('summary', row, sources),
    // Named only where no heading names him: a name that was typed.
    [cellText('status', row, sources), row.executor === '' && row.executorName].filter(Boolean).join(', '),
    cellText('due', row, sources),
    row.duties
      .filter(({ by }) => by <= days.threeDays)
      .map(({ what, by }) => `${t(`control.duty.${what}`)} ${formatDate(by)}`)
      .join('; '),
    '',
  ];

  /** Each paper once: what moves from list to list meanwhile is not printed twice. */
  async function* lines(): AsyncGenerator<RegisterLine[]> {
    const seen = new Set<string>();
    for (const { id, name, ...counted } of named) {
      const besides = owedBy(id);
      const all = termLists.reduce((sum, list) => sum + counted[list], besides.length);
      const shown = formatNumber(all);
      yield [{ section: `${name || t('control.nobody')} — ${t('journal.count', { count: all, shown })}`, level: 1 }];
      let running = 0;
      for (const list of termLists) {
        if (counted[list] === 0) continue;
        yield [{ section: groupTitle(list, counted[list]), level: 2 }];
        for (let offset = 0; ; offset += SLICE) {
          const { rows } = await controlPage(office, { list, executor: id, offset, limit: SLICE });
          const fresh = rows.filter(({ number }) => !seen.has(number));
          for (const { number } of fresh) seen.add(number);
          yield fresh.map((row) => cells(row, ++running));
          await setImmediate();
          if (rows.length < SLICE) break;
        }
      }
      if (besides.length > 0) {
        yield [{ section: groupTitle('duties', besides.length), level: 2 }];
        yield besides.filter(({ number }) => !seen.has(number)).map((row) => cells(row, ++running));
      }
      if (id === '') continue;
      const captions = { sign: t('register.signature'), date: t('control.register.date') };
      yield [{ role: t('control.register.received'), name, captions }];
    }
  }

  function groupTitle(list: TermList | 'duties', count: number): string {
    const title = t(`control.list.${list}`);
    const last = list === 'duties' ? until.threeDays : list === 'overdue' ? '' : until[list];
    const by = last && ` (${t('control.until', { date: last })})`;
    return `${title}${by} — ${formatNumber(count)}`;
  }

  async function sample(): Promise<RegisterRow[]> {
    const pages = termLists.map((list) => controlPage(office, { list, offset: 0, limit: SAMPLE }));
    return [...(await Promise.all(pages)).map(({ rows }) => rows), owed.slice(0, SAMPLE)].flatMap((rows) =>
      rows.map((row, i) => [...cells(row, i + 1).slice(0, -1), ROOM_TO_WRITE]),
    );
  }

  const captions = { post: t('register.post'), sign: t('register.signature'), name: t('register.name') };
  return {
    head: {
      language,
      madeAt,
      body: settings.name[language],
      title: t('control.register.heading', { date: until.today }),
      about: [
        [...termLists.map((list) => [list, counts[list]] as const), ['duties', owed.length] as const]
          .map(([list, count]) => `${t(`control.list.${list}`)}: ${formatNumber(count)}`)
          .join('; '),
        t('control.register.order'),
      ],
      columns: [
        { title: '№', align: 'right' },
        ...(['number', 'from', 'summary', 'status', 'due'] as const).map((column) => ({
          title: t(`journal.column.${column}`),
          align: 'left' as const,
        })),
        { title: t('control.list.duties'), align: 'left' },
        { title: t('control.register.mark'), align: 'left' },
      ],
      made: t('register.made', { at: instant(madeAt), name: shortName(clerk.name) }),
      page: { before, between, after },
    },
    total,
    sample: await sample(),
    lines: lines(),
    foot: {
      totals: [t('register.total', { count: total, shown: formatNumber(total) })],
      signatures: [
        { role: t('register.madeBy'), post: clerk.post[language], name: clerk.name, captions },
        { role: t('control.register.controller'), post: '', name: '', captions },
      ],
    },
  };
}

/** Papers that are on none of the lists by their term, the first duty first. */
async function owedBeforeTheirTerm(office: OpenOffice, last: string): Promise<ControlRow[]> {
  const owed: ControlRow[] = [];
  for (let offset = 0; ; offset += SLICE) {
    const { rows } = await controlPage(office, { list: 'duties', offset, limit: SLICE });
    owed.push(...rows.filter(({ dueOn }) => dueOn === '' || dueOn > last));
    await setImmediate();
    if (rows.length < SLICE) return owed;
  }
}

/** As wide as what is written by hand into the last column. */
const ROOM_TO_WRITE = '–'.repeat(28);

const SPLIT = '\u0000';
