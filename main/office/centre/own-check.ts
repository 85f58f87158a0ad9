import { refusalOf } from '../../../shared/centre/checks.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * What the registry would refuse for good is not written here either (design §6): the very same check, before the commit. An office on
 * trial has nobody who would refuse.
 *
 * @param before the paper as it stands here; none when it is new
 * @throws ProblemError `registryWouldRefuse` with the registry's reason
 */
export function checkAsRegistry({ site: { grant } }: OpenOffice, paper: Paper, before?: Paper): void {
  if (!grant) return;
  const writer = { name: grant.user, roles: grant.roles };
  const refusal = refusalOf('papers', documentOf(paper), before ? documentOf(before) : null, writer);
  if (refusal) throw new ProblemError('registryWouldRefuse', { refusal });
}

/** The same for a record of the office. */
export function checkRecordAsRegistry({ grant }: OpenOffice['site'], record: Paper, before?: Paper): void {
  if (!grant) return;
  const writer = { name: grant.user, roles: grant.roles };
  const refusal = refusalOf('office', documentOf(record), before ? documentOf(before) : null, writer);
  if (refusal) throw new ProblemError('registryWouldRefuse', { refusal });
}

function documentOf({ id: _id, book, entry, log }: Paper): object {
  return { _id, book, entry, log };
}
