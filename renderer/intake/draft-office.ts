import type { Draft, DraftSave } from '../../shared/contract/drafts.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { DraftKeeper } from './draft-keeper.ts';
import { OpenIntake } from './open-intake.ts';

export const today = '2026-12-01';

/** An office that keeps drafts, and the locks that the windows of one browser share. */
export function office() {
  const stored = new Map<string, Draft>();
  const windows: DraftKeeper[] = [];
  const locks = new Map<string, unknown>();
  let at = 0;
  const tell = async () => {
    const drafts = [...stored.values()].sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
    for (const keeper of windows) await keeper.take(drafts, today);
  };
  const state = { fails: undefined as Problem | undefined, refuses: new Map<string, Problem>(), saves: 0 };
  return {
    stored,
    state,
    tell,
    async save({ id, version, form }: DraftSave) {
      const refused = state.fails ?? state.refuses.get(id);
      if (refused) throw refused;
      state.saves++;
      stored.set(id, { id, version, form, savedAt: `2026-12-01T09:00:${String(++at).padStart(2, '0')}.000Z` });
    },
    /** A window of its own; `close` is a crash: nothing is stored any more, its locks are free. */
    window(name: string) {
      let drafts = 0;
      let clock = 0;
      const tasks = new Map<() => void, number>();
      const intake = new OpenIntake(
        {
          register: async () => ({
            number: '230000026010000016',
            acceptedAt: '',
            registeredOn: today,
            dueOn: '',
            warnings: [],
          }),
          newDraft: () => `${name}-${++drafts}`,
          isConnected: () => true,
          isBrokenOff: () => false,
          problemOf: (error) => error as Problem,
          pause: async () => {},
        },
        today,
      );
      const keeper = new DraftKeeper(intake, {
        save: this.save,
        remove: async (id) => void stored.delete(id),
        newDraft: () => `${name}-copy`,
        now: () => `2026-12-01T08:00:${String(++at).padStart(2, '0')}.000Z`,
        problemOf: (error) => error as Problem,
        later: (ms, task) => {
          tasks.set(task, clock + ms);
          return () => tasks.delete(task);
        },
        claim: async (id) => {
          if (locks.has(id) && locks.get(id) !== intake) return false;
          locks.set(id, intake);
          return true;
        },
        release: (id) => void locks.delete(id),
        heldElsewhere: async () => new Set([...locks].flatMap(([id, owner]) => (owner === intake ? [] : [id]))),
      });
      windows.push(keeper);
      return {
        intake,
        keeper,
        /** The pause after the last key is over. */
        async pause() {
          for (const task of [...tasks.keys()]) if (tasks.delete(task)) task();
          await keeper.flush();
          await tell();
        },
        /** Time goes by in which nobody types. */
        async pass(milliseconds: number) {
          clock += milliseconds;
          for (const [task, at] of [...tasks]) if (at <= clock && tasks.delete(task)) task();
          await new Promise((resolve) => setTimeout(resolve));
        },
        waiting: () => tasks.size > 0,
        close() {
          windows.splice(windows.indexOf(keeper), 1);
          for (const [id, owner] of locks) if (owner === intake) locks.delete(id);
        },
        names: () => keeper.view().parked.map(({ stored: { form } }) => form['applicant.name']),
      };
    },
  };
}
