import type { Reminder } from '../../../shared/contract/control.ts';
import { formatTime } from '../../../shared/words/forms.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { countsOf } from './control.ts';
import { localDate } from './local-time.ts';

const KEY = 'reminded';

export type Reminders = Awaited<ReturnType<typeof openReminders>>;

/** What is said once a day to each person who works here: the day on which each was told last stays at this computer. */
export async function openReminders(office: OpenOffice) {
  const { local } = office.store;
  const changes = createChanges();
  let told = read((await local.findOne(KEY).exec())?.toJSON().value);

  const today = () => localDate(office.now(), office.records.settings.zone);

  return {
    changes,
    async now(): Promise<Reminder> {
      const { clerk } = office.desk();
      const day = today();
      if (!office.session.person() || told[clerk] === day || isQuiet(office)) return null;
      const of = office.roles().some((role) => role === 'head' || role === 'controller') ? 'office' : 'own';
      const counts = await countsOf(
        office,
        ['overdue', 'today', 'duties'],
        of === 'office' ? undefined : office.session.actor().people,
      );
      return Object.values(counts).every((count) => count === 0) ? null : { day, of, ...counts };
    },
    /** @throws ProblemError `noClerk` */
    async noteRead(): Promise<void> {
      const { id } = office.clerk();
      // Who was told on an earlier day is told again anyway: only today's are kept.
      const day = today();
      const others = Object.entries(told).filter(([, on]) => on === day);
      const value = { ...Object.fromEntries(others), [id]: day };
      await office.gate(async () => void (await local.upsert({ id: KEY, value })));
      told = value;
      changes.notify();
    },
  };
}

function isQuiet(office: OpenOffice): boolean {
  const { quietFrom: from, quietUntil: until } = office.desk();
  if (from === '' || until === '' || from === until) return false;
  const time = formatTime(new Date(office.now()).toISOString(), office.records.settings.zone);
  return from < until ? from <= time && time < until : from <= time || time < until;
}

function read(value: unknown): Record<string, string> {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
