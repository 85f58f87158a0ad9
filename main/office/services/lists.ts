import { z } from 'zod';
import { appealActions } from '../../../shared/books/appeals/actions/index.ts';
import { hindranceOf } from '../../../shared/books/appeals/check-action.ts';
import type { AppealState } from '../../../shared/books/appeals/state.ts';
import { executorOf, isExecutor } from '../../../shared/books/appeals/waiting.ts';
import type { Named } from '../../../shared/books/fields.ts';
import {
  answerRowSchema,
  type ListKind,
  type Lists,
  listKinds,
  type MadeList,
  type MadePage,
  madeListSchema,
} from '../../../shared/contract/lists.ts';
import type { ProblemCode } from '../../../shared/contract/problems.ts';
import { numberSchema, rowSchema } from '../../../shared/contract/shapes.ts';
import { describe, StoreError } from '../../store/errors.ts';
import { countKeysInRange, keysInRange } from '../../store/keys.ts';
import { createGate } from '../gate.ts';
import { createChanges } from '../live.ts';
import type { StoredPaper } from '../open/collections.ts';
import { hangLine } from '../open/hang-line.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { cannotBeGiven, isHere } from '../people/presence.ts';
import { ProblemError } from '../problem-error.ts';
import { rowOf } from './journal.ts';
import { answerRowOf, answersToDispatch, papersToHandOver } from './list-candidates.ts';
import { localDate } from './local-time.ts';

/**
 * A list as it is kept at this computer: rows as they were printed, whatever becomes of the papers. `begun`: the papers of a
 * list that is being made; empty once each of them has its line or was refused.
 */
const keptSchema = madeListSchema.omit({ papers: true }).extend({
  begun: z.array(numberSchema),
  /** Id of who takes the papers: of two namesakes it is one. '' for a typed name, in a dispatch list, and in lists of before it was kept. */
  taker: z.string().default(''),
  rows: z.array(rowSchema),
  answers: z.array(answerRowSchema),
});
export type KeptList = z.infer<typeof keptSchema>;

/** A list is made whole before the next one is begun: what was cut off is among the last of its kind. */
const LOOKED_AT_FOR_CUT_OFF = 20;

export type ListDesk = ReturnType<typeof createLists>;

/** `whose`: who had the papers as they were picked; `to`: who takes them. */
type HandingOver = { to: Named; whose: Named; numbers: string[] };

/** What makes a list of its kind: what is asked of each paper, and which line it gets (the action is called as the list is). */
type Making = {
  kind: ListKind;
  to: string;
  taker: string;
  numbers: readonly string[];
  /** Why a paper is not for this list, although the action is possible. */
  not: (state: AppealState) => string | undefined;
  /** What its line carries beside list and day. */
  data: (state: AppealState) => Record<string, unknown>;
  /** What to say when no paper is. */
  none: ProblemCode;
};

/**
 * Lists of papers handed to executors, and of answers sent off. Each desk has a series of its own, a year and a kind: `02-7/2026` is the
 * seventh of desk 02. Desks are offline from each other, so a series of the whole office could not go without gaps and doubles; with the
 * desk's code in it a number is unique in the office, and a restored store goes on under another code. The next number is one more than
 * the greatest kept: there is no counter. Kept at this computer, since a list with its signatures belongs to the desk that made it; what
 * everybody has to know, that a paper or its answer went by which list, stands in the paper's own log, and every desk asks that.
 */
export function createLists(office: OpenOffice) {
  const { local, connection, papers } = office.store;
  const changes = createChanges();
  /** Of two windows that want the same papers on a list one gets them. */
  const oneByOne = createGate();

  async function watch(): Promise<Lists> {
    return { toHandOver: await papersToHandOver(office), toDispatch: await answersToDispatch(office) };
  }

  /** A list that cannot be read is left out of its page. */
  async function made(query: { kind: ListKind; offset: number; limit: number }): Promise<MadePage> {
    const ids = idsOf(query.kind, query.offset + query.limit).slice(query.offset);
    const lists = await Promise.all(ids.map(read));
    const total = countKeysInRange(connection, 'local', ...rangeOf(query.kind));
    return { lists: lists.flatMap((kept) => (kept ? [shown(kept)] : [])), total };
  }

  /** @throws ProblemError `noDeskCode`, `noClerk`, `unknownPerson`, `personAway`, `nothingHandedOver` */
  async function handOver({ to, whose, numbers }: HandingOver): Promise<MadeList> {
    const taker = to.id === '' ? typedTaker(to.name) : takerOf(to.id);
    return make({
      ...{ kind: 'handOver', to: taker.name, taker: taker.id, numbers, none: 'nothingHandedOver' },
      data: (state) => ({ to: taker, whose: executorOf(state) }),
      not: (state) => {
        if (state.handed) return 'alreadyHandedOver';
        if (!isExecutor(state, whose)) return 'otherExecutor';
        return taker.id !== '' || isExecutor(state, taker) ? undefined : 'notOnStaff';
      },
    });
  }

  /** Whose name was typed may be anybody, but nobody who has left. */
  function typedTaker(name: string): Named {
    const taker = { id: '', name };
    if (cannotBeGiven(office, taker) !== undefined) throw new ProblemError('unknownPerson');
    return taker;
  }

  function takerOf(id: string): Named {
    const person = office.session.memberOf(id) && office.records.staff.find((one) => one.id === id);
    if (!person) throw new ProblemError('unknownPerson');
    if (!isHere(office, id)) throw new ProblemError('personAway');
    return { id, name: person.name };
  }

  /** @throws ProblemError `noDeskCode`, `noClerk`, `nothingToDispatch` */
  async function dispatch({ way, numbers }: { way: string; numbers: string[] }): Promise<MadeList> {
    return make({
      ...{ kind: 'dispatch', to: way, taker: '', numbers, data: () => ({}), none: 'nothingToDispatch' },
      not: ({ answer }) => (answer?.way === way ? undefined : 'otherWay'),
    });
  }

  /** Writes one line after another; papers that cannot be on the list are named, with the reason. */
  function make(making: Making): Promise<MadeList> {
    return oneByOne(async () => {
      const refused: KeptList['refused'] = [];
      const able: string[] = [];
      for (const number of new Set(making.numbers)) {
        const stored = await paperOf(number);
        const why = stored ? whyNot(making, stored.state as unknown as AppealState) : 'other';
        if (why === undefined) able.push(number);
        else refused.push({ number, why });
      }
      // No number is taken for a list of nothing.
      if (able.length === 0) throw new ProblemError(making.none);
      let kept = await begin(making, able);
      for (const number of able) {
        const why = await hang(making, kept, number);
        if (why === undefined) kept = await withRow(kept, number);
        else refused.push({ number, why });
      }
      kept = { ...kept, refused, begun: [] };
      await put(kept);
      if (kept.rows.length + kept.answers.length === 0) throw new ProblemError(making.none);
      return shown(kept);
    });
  }

  function whyNot({ kind, not }: Making, state: AppealState): string | undefined {
    return hindranceOf(kind, state, office.session.actor()) ?? not(state);
  }

  /** Takes a number: the list is on disk before anything is written on a paper. */
  async function begin({ kind, to, taker }: Making, begun: string[]): Promise<KeptList> {
    const { desk } = office.site;
    if (desk === '') throw new ProblemError('noDeskCode');
    const { id, name, post } = office.clerk();
    const at = new Date(office.now()).toISOString();
    const on = localDate(office.now(), office.records.settings.zone);
    const year = on.slice(0, 4);
    return office.gate(async () => {
      const series = { kind, desk, year };
      const sequence = greatest(series) + 1;
      const list = `${desk}-${sequence}/${year}`;
      const by = { id, name, post };
      const kept: KeptList = {
        list,
        kind,
        on,
        at,
        by,
        to,
        taker,
        refused: [],
        prints: 0,
        begun,
        rows: [],
        answers: [],
      };
      await local.insert({ id: idOf(series, sequence), value: kept });
      changes.notify();
      return kept;
    });
  }

  /** Why not; undefined when the line is written. */
  async function hang(making: Making, { list, on }: KeptList, number: string): Promise<string | undefined> {
    let why: string | undefined;
    try {
      await hangLine(office, number, ({ state }) => {
        const { kind, data } = making;
        const now = state as AppealState;
        why = whyNot(making, now);
        return why === undefined ? { do: kind, v: appealActions[kind].v, data: { ...data(now), list, on } } : undefined;
      });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      office.log('warning', 'a paper of a list got no line', { detail: describe(error) });
      return 'other';
    }
    return why;
  }

  async function paperOf(number: string): Promise<StoredPaper | undefined> {
    return (await papers.findOne(number).exec())?.toJSON() as StoredPaper | undefined;
  }

  async function withRow(kept: KeptList, number: string): Promise<KeptList> {
    const stored = await paperOf(number);
    if (!stored) return kept;
    if (kept.kind === 'handOver') return { ...kept, rows: [...kept.rows, rowOf(stored)] };
    return { ...kept, answers: [...kept.answers, answerRowOf(stored)] };
  }

  /** The newest first; no list is read. */
  function idsOf(kind: ListKind, limit: number): string[] {
    return keysInRange(connection, 'local', ...rangeOf(kind), limit);
  }

  async function read(id: string): Promise<KeptList | undefined> {
    try {
      return keptSchema.safeParse((await local.findOne(id).exec())?.toJSON().value).data;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'damaged') return undefined;
      throw error;
    }
  }

  /** @throws ProblemError `unknownList` */
  async function one({ kind, list }: Pick<KeptList, 'kind' | 'list'>): Promise<KeptList> {
    const kept = await read(idOfList(kind, list));
    if (!kept) throw new ProblemError('unknownList');
    return kept;
  }

  async function put(kept: KeptList): Promise<void> {
    await office.gate(async () => void (await local.upsert({ id: idOfList(kept.kind, kept.list), value: kept })));
    changes.notify();
  }

  function greatest({ kind, desk, year }: Series): number {
    const prefix = `list:${kind}:${year}:${desk}:`;
    const [last = ''] = keysInRange(connection, 'local', prefix, `${prefix};`, 1);
    return Number(last.slice(prefix.length));
  }

  return {
    changes,
    watch,
    made,
    handOver,
    dispatch,
    one,
    /** One more print of it, once `print` has gone through. */
    async printed<T>(which: Pick<KeptList, 'kind' | 'list'>, print: (kept: KeptList) => Promise<T>): Promise<T> {
      const done = await print(await one(which));
      // Counted one at a time: two windows may have printed it.
      await oneByOne(async () => {
        const kept = await one(which);
        await put({ ...kept, prints: kept.prints + 1 });
      });
      return done;
    },
    /**
     * A list that was cut off in the middle holds the papers whose logs name it. The others wait as before: nothing is written in the name
     * of somebody who is not asking for it.
     */
    async settle(): Promise<void> {
      for (const id of listKinds.flatMap((kind) => idsOf(kind, LOOKED_AT_FOR_CUT_OFF))) {
        let kept = await read(id);
        if (!kept || kept.begun.length === 0) continue;
        for (const number of kept.begun) {
          const { kind, list } = kept;
          const stored = await paperOf(number);
          const isOn = stored?.log.some((line) => line.do === kind && line.data.list === list);
          if (isOn) kept = await withRow(kept, number);
        }
        await put({ ...kept, begun: [] });
      }
    },
  };
}

type Series = { kind: KeptList['kind']; desk: string; year: string };

/** Sorts as text by year, desk and running number; `;` follows `:` and nothing of ours comes between. */
const idOf = ({ kind, desk, year }: Series, sequence: number) =>
  `list:${kind}:${year}:${desk}:${String(sequence).padStart(6, '0')}`;

const rangeOf = (kind: ListKind) => [`list:${kind}:`, `list:${kind};`] as const;

function idOfList(kind: ListKind, list: string): string {
  const [, desk = '', sequence = '', year = ''] = /^(\d+)-(\d+)\/(\d{4})$/.exec(list) ?? [];
  return idOf({ kind, desk, year }, Number(sequence));
}

function shown({ rows, answers, begun, taker, ...list }: KeptList): MadeList {
  return { ...list, papers: rows.length + answers.length };
}
