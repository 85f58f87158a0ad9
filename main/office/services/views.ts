import {
  columnsSchema,
  type JournalColumn,
  journalColumns,
  MOST_VIEWS,
  type View,
  type Views,
  viewSchema,
} from '../../../shared/contract/journal.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';

/** What fits a usual screen. */
const usualColumns: JournalColumn[] = ['number', 'registered', 'from', 'kind', 'summary', 'status', 'due'];

const KEY = 'views';

export type DeskViews = Awaited<ReturnType<typeof openViews>>;

/** How this desk looks at its journals: the columns chosen last, and filters with columns under names. They stay at this computer. */
export async function openViews({ store, gate }: Pick<OpenOffice, 'store' | 'gate'>) {
  const changes = createChanges();
  let now = read((await store.local.findOne(KEY).exec())?.toJSON().value);

  const change = (next: (before: Views) => Views) =>
    gate(async () => {
      const value = next(now);
      await store.local.upsert({ id: KEY, value });
      now = value;
      changes.notify();
    });

  return {
    changes,
    now: () => now,
    saveColumns: (columns: Views['columns']) => change((before) => ({ ...before, columns })),
    /** @throws ProblemError `tooManyViews` */
    save: (view: View) =>
      change(({ columns, views }) => {
        const known = views.some(({ id }) => id === view.id);
        if (!known && views.length >= MOST_VIEWS) throw new ProblemError('tooManyViews');
        const others = known ? views.map((other) => (other.id === view.id ? view : other)) : [...views, view];
        return { columns, views: others };
      }),
    remove: (id: string) =>
      change(({ columns, views }) => ({ columns, views: views.filter((view) => view.id !== id) })),
  };
}

/** What another version has written may name columns and filters that this one does not have: those are left out. */
function read(value: unknown): Views {
  const { columns, views } = (value ?? {}) as { columns?: unknown; views?: unknown };
  return {
    columns: knownColumns(columns) ?? usualColumns,
    views: (Array.isArray(views) ? views : []).flatMap((view: unknown) => {
      const one = viewSchema.safeParse({ ...(view as object), columns: knownColumns((view as View)?.columns) });
      return one.success ? [one.data] : [];
    }),
  };
}

function knownColumns(columns: unknown): JournalColumn[] | undefined {
  const known = Array.isArray(columns) ? journalColumns.filter((column) => columns.includes(column)) : [];
  return columnsSchema.safeParse(known).data;
}
