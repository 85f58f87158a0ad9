import { checkBin, checkIin } from '../../domain/identity/iin-bin.ts';
import { hashOf, type Line } from '../../domain/log/line.ts';
import { type AppealEntry, type EntryField, entryFields } from './entry.ts';
import type { AppealState } from './state.ts';

/** What the state says of an entry that is not as it was written any more; nothing where an earlier program computed it. */
type Corrected = Partial<Pick<AppealState, 'corrected' | 'subject'>>;

/** An entry as it is now: with everything that was corrected since, and the subject that a decision set. */
export function correctedEntry(
  entry: AppealEntry,
  { corrected, subject = entry.paper.subject }: Corrected,
): AppealEntry {
  const fields = Object.entries({ ...corrected, 'paper.subject': subject }) as [EntryField, unknown][];
  const changed = fields.filter(([field, value]) => !sameValue(valueAt(entry, field), value));
  if (changed.length === 0) return entry;
  const now = JSON.parse(JSON.stringify(entry)) as AppealEntry;
  for (const [field, value] of changed) {
    const { holder, name } = placeOf(now, field);
    holder[name] = value;
  }
  const isNumber = changed.some(([field]) => field === 'applicant.type' || field.endsWith('.idNumber'));
  return isNumber ? { ...now, applicant: withIdWarnings(now.applicant, entry.receipt.registeredOn) } : now;
}

/**
 * Whether two entries of one paper say the same but for what its corrections tell of. Nobody's key shall stand on anything else: he has seen the one, and
 * read in the log what is another in the other.
 *
 * @param told lines of the corrected paper that are proved to be its own site's
 */
export function isToldOf(before: AppealEntry, after: AppealEntry, told: readonly Pick<Line, 'do' | 'data'>[]): boolean {
  const now = told.flatMap(({ do: action, data: { field, new: value } }) =>
    action === 'amend' && isEntryField(field) && sameValue(valueAt(after, field), value) ? [[field, value]] : [],
  );
  const corrected = Object.fromEntries(now) as Partial<Record<EntryField, unknown>>;
  const subject = String(corrected['paper.subject'] ?? before.paper.subject);
  return hashOf(correctedEntry(before, { corrected, subject } as Corrected)) === hashOf(after);
}

/** What stands in a field. */
export function valueAt(entry: AppealEntry, field: EntryField): unknown {
  const { holder, name } = placeOf(entry, field);
  return holder[name];
}

export function isEntryField(field: unknown): field is EntryField {
  return typeof field === 'string' && Object.hasOwn(entryFields, field);
}

/** Whether two values of a field say the same; objects in it are flat. */
export function sameValue(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) =>
    typeof value === 'object' && value !== null ? JSON.stringify(Object.entries(value).sort()) : value;
  return plain(a) === plain(b);
}

/** What is odd about the IIN or BIN: noted with the paper, never a reason to refuse it (domain §4.3). */
export function withIdWarnings<
  Applicant extends Pick<AppealEntry['applicant'], 'type' | 'idNumber'> & { representative: { idNumber: string } },
>(applicant: Applicant, today: string) {
  const warningsOf = (number: string, check: typeof checkIin | typeof checkBin) =>
    number === '' ? [] : check(number, today).warnings;
  const { representative } = applicant;
  return {
    ...applicant,
    idWarnings: warningsOf(applicant.idNumber, applicant.type === 'legalEntity' ? checkBin : checkIin),
    representative: { ...representative, idWarnings: warningsOf(representative.idNumber, checkIin) },
  };
}

function placeOf(entry: AppealEntry, field: EntryField): { holder: Record<string, unknown>; name: string } {
  const path = field.split('.');
  const name = path.pop()!;
  let holder = entry as unknown as Record<string, unknown>;
  for (const step of path) holder = holder[step] as Record<string, unknown>;
  return { holder, name };
}
