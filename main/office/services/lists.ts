import { z } from 'zod';
import { hindranceOf } from '../../../shared/books/appeals/check-action.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import type { Named } from '../../../shared/books/fields.ts';
import {
  type AnswerRow,
  answerRowSchema,
  type Lists,
  type MadeList,
  madeListSchema,
} from '../../../shared/contract/lists.ts';
import { numberSchema, rowSchema } from '../../../shared/contract/shapes.ts';
import { describe } from '../../store/errors.ts';
import { createChanges } from '../live.ts';
import type { StoredPaper } from '../open/collections.ts';
import { hangLine } from '../open/hang-line.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';
import { rowOf } from './journal.ts';
import { answersToDispatch, papersToHandOver } from './list-candidates.ts';
import { localDate } from './local-time.ts';

/**
 * A list as it is kept at this computer: rows as they were printed, whatever becomes of the papers. `begun`: the papers of a
 * list that is being handed over; empty once each of them has its line or was refused.
 */
const keptSchema = madeListSchema.omit({ papers: true }).extend({
  begun: z.array(numberSchema),
  rows: z.array(rowSchema),
  answers: z.array(answerRowSchema),
});
export type KeptList = z.infer<typeof keptSchema>;

/** So many of the newest lists are shown. */
const SHOWN = 100;

export type ListDesk = ReturnType<typeof createLists>;

/**
 * Lists of papers handed to executors, and of answers sent off. Each desk has a series of its own, a year and a kind: `02-7/2026` is the
 * seventh of desk 02. Desks are offline from each other, so a series of the whole office could not go without gaps and doubles; with the
 * desk's code in it a number is unique in the office, and a restored store goes on under another code. The next number is one more than
 * the greatest kept: there is no counter. Kept at this computer, since a list with its signatures belongs to the desk that made it; what
 * everybody has to know, that a paper changed hands by which list, stands in the paper's own log.
 */
export function createLists(office: OpenOffice) {
  const { local } = office.store;
  const changes = createChanges();

  async function watch(): Promise<Lists> {
    const made = await keptLists();
    const listed = new Set(made.flatMap(({ answers }) => answers.map(answerKey)));
    return {
      toHandOver: await papersToHandOver(office),
      toDispatch: (await answersToDispatch(office)).filter((row) => !listed.has(answerKey(row))),
      made: made.slice(0, SHOWN).map(shown),
    };
  }

  /** @throws ProblemError `noDeskCode`, `noClerk`, `nothingHandedOver` */
  async function handOver({ to, numbers }: { to: Named; numbers: string[] }): Promise<MadeList> {
    const kept = await begin('handOver', to.name, { begun: [...new Set(numbers)] });
    const done = await handOverAll(kept, to);
    if (done.rows.length === 0) throw new ProblemError('nothingHandedOver');
    return shown(done);
  }

  /** @throws ProblemError `noDeskCode`, `noClerk`, `nothingToDispatch` */
  async function dispatch({ way, numbers }: { way: string; numbers: string[] }): Promise<MadeList> {
    const wanted = new Set(numbers);
    const answers = (await watch()).toDispatch.filter((row) => wanted.has(row.number) && row.answer.way === way);
    if (answers.length === 0) throw new ProblemError('nothingToDispatch');
    return shown(await begin('dispatch', way, { answers }));
  }

  /** Takes a number: the list is on disk before anything is written on a paper. */
  async function begin(
    kind: KeptList['kind'],
    to: string,
    what: Partial<Pick<KeptList, 'begun' | 'answers'>>,
  ): Promise<KeptList> {
    const { desk } = office.site;
    if (desk === '') throw new ProblemError('noDeskCode');
    const by = office.clerk();
    const at = new Date(office.now()).toISOString();
    const on = localDate(office.now(), office.records.settings.zone);
    const year = on.slice(0, 4);
    return office.gate(async () => {
      const key = { kind, desk, year };
      const sequence = (await greatest(key)) + 1;
      const list = `${desk}-${sequence}/${year}`;
      const { id, name, post } = by;
      const kept: KeptList = {
        ...{ list, kind, on, at, by: { id, name, post }, to, refused: [], prints: 0, begun: [], rows: [], answers: [] },
        ...what,
      };
      await local.insert({ id: idOf(key, sequence), value: kept });
      changes.notify();
      return kept;
    });
  }

  /** Hands over one paper after another; those that cannot be are named, with the reason. */
  async function handOverAll(begun: KeptList, to: Named): Promise<KeptList> {
    let kept = begun;
    for (const number of begun.begun) {
      const why = await handOverOne(kept, number, to);
      kept = why === undefined ? await withRow(kept, number) : { ...kept, refused: [...kept.refused, { number, why }] };
    }
    return put({ ...kept, begun: [] });
  }

  async function withRow(kept: KeptList, number: string): Promise<KeptList> {
    const found = await office.store.papers.findOne(number).exec();
    return found ? { ...kept, rows: [...kept.rows, rowOf(found.toJSON() as StoredPaper)] } : kept;
  }

  /** Why not; undefined when the paper was handed over. */
  async function handOverOne({ list, on }: KeptList, number: string, to: Named): Promise<string | undefined> {
    let why: string | undefined;
    try {
      await hangLine(office, number, ({ state }) => {
        why = hindranceOf('handOver', state as AppealState, office.session.actor());
        return why === undefined ? { do: 'handOver', v: 1, data: { to, list, on } } : undefined;
      });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      office.log('warning', 'a paper of a list was not handed over', { detail: describe(error) });
      return 'other';
    }
    return why;
  }

  async function keptLists(): Promise<KeptList[]> {
    const found = await local.find({ selector: { id: { $gte: 'list:', $lt: 'list;' } } }).exec();
    const all = found.flatMap((document) => {
      const kept = keptSchema.safeParse(document.toJSON().value);
      return kept.success ? [kept.data] : [];
    });
    return all.sort((a, b) => (a.at < b.at ? 1 : -1));
  }

  /** @throws ProblemError `unknownList` */
  async function one({ kind, list }: Pick<KeptList, 'kind' | 'list'>): Promise<KeptList> {
    const kept = (await keptLists()).find((other) => other.kind === kind && other.list === list);
    if (!kept) throw new ProblemError('unknownList');
    return kept;
  }

  async function put(kept: KeptList): Promise<KeptList> {
    const { desk, sequence, year } = partsOf(kept.list);
    await office.gate(
      async () => void (await local.upsert({ id: idOf({ kind: kept.kind, desk, year }, sequence), value: kept })),
    );
    changes.notify();
    return kept;
  }

  async function greatest({ kind, desk, year }: Series): Promise<number> {
    const prefix = `list:${kind}:${year}:${desk}:`;
    const [last] = await local
      .find({ selector: { id: { $gte: prefix, $lt: `${prefix}:` } }, sort: [{ id: 'desc' }], limit: 1 })
      .exec();
    return last ? Number(last.id.slice(prefix.length)) : 0;
  }

  return {
    changes,
    watch,
    handOver,
    dispatch,
    one,
    /** One more print of it, once `print` has gone through. */
    async printed<T>(which: Pick<KeptList, 'kind' | 'list'>, print: (kept: KeptList) => Promise<T>): Promise<T> {
      const done = await print(await one(which));
      const kept = await one(which);
      await put({ ...kept, prints: kept.prints + 1 });
      return done;
    },
    /**
     * A list that was cut off in the middle holds the papers whose logs name it. The others wait as before: nothing is written in the name
     * of somebody who is not asking for it.
     */
    async settle(): Promise<void> {
      for (let kept of await keptLists()) {
        if (kept.begun.length === 0) continue;
        for (const number of kept.begun) {
          const stored = (await office.store.papers.findOne(number).exec())?.toJSON() as StoredPaper | undefined;
          const isOn = stored?.log.some((line) => line.do === 'handOver' && line.data.list === kept.list);
          if (isOn) kept = await withRow(kept, number);
        }
        await put({ ...kept, begun: [] });
      }
    },
  };
}

type Series = { kind: KeptList['kind']; desk: string; year: string };

/** Sorts as text by running number; `;` follows `:` and nothing of ours comes between. */
const idOf = ({ kind, desk, year }: Series, sequence: number) =>
  `list:${kind}:${year}:${desk}:${String(sequence).padStart(6, '0')}`;

function partsOf(list: string): { desk: string; sequence: number; year: string } {
  const [, desk = '', sequence = '', year = ''] = /^(\d+)-(\d+)\/(\d{4})$/.exec(list) ?? [];
  return { desk, sequence: Number(sequence), year };
}

/** An answer after a return by the controller is another one. */
const answerKey = ({ number, answer }: AnswerRow) => `${number} ${answer.number} ${answer.on}`;

function shown({ rows, answers, begun, ...list }: KeptList): MadeList {
  return { ...list, papers: rows.length + answers.length };
}
