import { z } from 'zod';
import { named, optionalDate, requiredLine, text } from '../../fields.ts';
import { action } from '../action.ts';
import { isExecutor } from '../waiting.ts';

const MOST_CO_EXECUTORS = 30;

/** The executor alone; nobody: the paper waits for one again, one that waits for the applicant as soon as it is mended. */
export const assign = action('assign', {
  data: z.object({ executor: named }),
  change: ({ executor }, { coExecutors, status }) =>
    executor.name === ''
      ? {
          executor: '',
          executorName: '',
          coExecutors: [],
          handed: false,
          status: status === 'inWork' ? 'registered' : status,
        }
      : {
          executor: executor.id,
          executorName: executor.name,
          coExecutors: coExecutors.filter(({ id, name }) => (id === '' ? name !== executor.name : id !== executor.id)),
          handed: false,
        },
  decides: 'executor',
});

/** The head's resolution. A deadline of his own does not move the lawful one. */
export const resolve = action('resolve', {
  data: z.object({
    executor: named.refine(({ name }) => name !== '', 'required'),
    coExecutors: z.array(named).max(MOST_CO_EXECUTORS),
    text: text(5_000),
    ownDueOn: optionalDate,
    control: z.boolean(),
  }),
  change: ({ executor, coExecutors, text: words, ownDueOn, control }, state, by) => ({
    executor: executor.id,
    executorName: executor.name,
    coExecutors,
    handed: false,
    resolution: { text: words, ownDueOn, by },
    control: control ? 'on' : state.control,
  }),
  decides: ({ data }) => (data.control === true ? ['executor', 'control'] : 'executor'),
});

/**
 * The paper itself changed hands; `list` is the printed list with the signatures. `whose`: who had it in work as it was handed over, whoever took it.
 * Where another desk had given it to somebody else meanwhile, that one still waits for it. Earlier lines do not say: they count for whoever has it.
 */
export const handOver = action('handOver', {
  v: 2,
  data: z.object({ to: named, list: requiredLine(40), on: z.iso.date('notDate'), whose: named.optional() }),
  change: ({ whose }, state) => (whose && !isExecutor(state, whose) ? {} : { handed: true }),
});

/** An answer that is not the last one: the paper stays open. */
export const replyMeanwhile = action('replyMeanwhile', {
  data: z.object({ number: requiredLine(100), on: z.iso.date('notDate'), summary: requiredLine(2_000) }),
  change: () => ({}),
  tells: true,
});
