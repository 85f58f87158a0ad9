import { refusalOf } from '../../../shared/centre/checks.ts';
import type { Paper } from '../../../shared/domain/log/line.ts';
import { describe } from '../../store/errors.ts';
import type { Site } from '../open/site.ts';
import { ProblemError } from '../problem-error.ts';

/**
 * What the registry would refuse for good is not written here either (design §6): the very same check, before the commit. An office on
 * trial has nobody who would refuse.
 *
 * @param before the paper as it stands here; none when it is new
 * @throws ProblemError `registryWouldRefuse` with the registry's reason; `registryCheckBroke` when the check itself fails
 */
export function checkAsRegistry({ site }: { site: Site }, paper: Paper, before?: Paper): void {
  check('papers', site, paper, before);
}

/** The same for a record of the office. */
export function checkRecordAsRegistry(site: Site, record: Paper, before?: Paper): void {
  check('office', site, record, before);
}

function check(kind: 'papers' | 'office', { grant }: Site, document: Paper, before?: Paper): void {
  if (!grant) return;
  const writer = { name: grant.user, roles: grant.roles };
  const refusal = refusalIn(() => refusalOf(kind, documentOf(document), before ? documentOf(before) : null, writer));
  if (refusal) throw new ProblemError('registryWouldRefuse', { refusal });
}

/** On what the check breaks here it breaks there too: nothing would be taken. */
function refusalIn(asked: () => ReturnType<typeof refusalOf>): ReturnType<typeof refusalOf> {
  try {
    return asked();
  } catch (error) {
    throw new ProblemError('registryCheckBroke', { cause: error, detail: describe(error) });
  }
}

function documentOf({ id: _id, book, entry, log }: Paper): object {
  return { _id, book, entry, log };
}
