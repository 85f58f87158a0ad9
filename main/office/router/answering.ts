import { ValidationError } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { contract } from '../../../shared/contract/index.ts';
import type { ProblemCode } from '../../../shared/contract/problems.ts';
import type { Papers } from '../../papers/index.ts';
import { asProblem } from '../as-problem.ts';
import type { Lifecycle } from '../lifecycle.ts';
import { anyOf, type Changes, snapshots } from '../live.ts';
import { admit, needOf } from '../people/admit.ts';
import type { Need } from '../people/needs.ts';
import type { OfficePorts } from '../ports.ts';
import { ProblemError } from '../problem-error.ts';
import type { PrintDesk } from '../services/talons.ts';
import type { Working } from '../working.ts';

/** What every handler needs: admission, the open office, live snapshots, and failures that leave as problems with a code. */
export function createAnswering(lifecycle: Lifecycle, papers: () => Promise<Papers>, ports: OfficePorts) {
  const guarded = implement(contract).use(async ({ next, path }) => {
    try {
      await admitCall(path);
      return await next();
    } catch (error) {
      throw leaving(error);
    }
  });

  /** An office that is not open has nobody to ask; what needs one says so itself. Holds nothing of it while the call goes on. */
  async function admitCall(path: readonly string[]): Promise<void> {
    const need = needOf(path);
    if (need === 'nobody') return;
    const working = await lifecycle.working().catch(() => undefined);
    if (working) admit(working.office, need);
  }

  function leaving(error: unknown): unknown {
    if (error instanceof ORPCError) return refusedByContract(error) ?? error;
    const { problem } = asProblem(error);
    lifecycle.noteRefusal(problem.code);
    if (isFault(problem.code))
      ports.log('error', problem.code, {
        detail: problem.detail,
        stack: placesOf(error instanceof ProblemError ? error.cause : error),
      });
    return new ORPCError('PROBLEM', { data: problem });
  }

  /** Live snapshots of the open office; their failures leave as problems too. */
  async function* live<T>(
    changesOf: (working: Working) => Pick<Changes, 'listen'>,
    take: (working: Working) => Promise<T> | T,
    signal: AbortSignal | undefined,
    need: Need = 'anybody',
  ): AsyncGenerator<T> {
    try {
      const working = await lifecycle.working();
      const current = () => {
        if (!lifecycle.holds(working)) throw new ProblemError('notOpen');
        // Whoever is signed out sees no more of what came before.
        admit(working.office, need);
        return take(working);
      };
      const { changes } = working.office.session;
      yield* snapshots(anyOf(changesOf(working), changes, lifecycle.changes), current, signal);
    } catch (error) {
      throw leaving(error);
    }
  }

  const inOffice = async <T>(task: (working: Working) => Promise<T>) => task(await lifecycle.working());
  const atPrinter = <T>(task: (desk: PrintDesk) => Promise<T>, number: string) =>
    inOffice(async ({ office, prints, looks }) => {
      const done = await task({ office, prints, papers: await papers() });
      looks.note('print', number);
      return done;
    });

  return { guarded, live, inOffice, atPrinter, lifecycle, papers, ports };
}

/** Nobody but us can do anything about it. */
const isFault = (code: ProblemCode) => code === 'fault' || code === 'registryCheckBroke';

export type Answering = ReturnType<typeof createAnswering>;

/** What the contract itself refuses (a text beyond all bounds) is a form to be corrected like any other. */
function refusedByContract(error: ORPCError<string, unknown>): unknown {
  if (error.code !== 'BAD_REQUEST' || !(error.cause instanceof ValidationError)) return undefined;
  const issues = error.cause.issues.map(({ path = [] }) => ({
    path: path.map((step) => (typeof step === 'object' ? step.key : step)).filter((step) => typeof step !== 'symbol'),
    code: 'invalid',
  }));
  return new ORPCError('PROBLEM', { data: new ProblemError('invalidEntry', { issues }).problem });
}

export const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** Where it happened, without the message: that may speak of a paper. */
function placesOf(error: unknown): string[] | undefined {
  return error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : undefined;
}
