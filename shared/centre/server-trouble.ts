/** CouchDB's words for it, in `error` or in `reason`: chttpd `error_info`, and what fabric answers when copies of a document do not. */
const WORDS: readonly unknown[] = [
  'nodedown',
  'timeout',
  'write_quorum_not_met',
  'internal_server_error',
  'read_failure',
  'all_workers_died',
  'quorum_not_met',
];

/**
 * Whether CouchDB speaks of its own trouble instead of what it was asked about: a node that is down or in maintenance (412), copies in a
 * cluster that did not answer in time, or too few of them (500). The row of a write for a document that nobody answered about says `error` for
 * `internal_server_error`. It passes, and is waited out.
 *
 * @param answer of a failed request, or one row of a write
 */
export function isServersTrouble(answer: unknown): boolean {
  const { error, reason } = (answer ?? {}) as { error?: unknown; reason?: unknown };
  return WORDS.includes(error) || WORDS.includes(reason);
}
