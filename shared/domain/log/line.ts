import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { base64urlnopad } from '@scure/base';
import canonicalize from 'canonicalize';

/** A text that stands in both official languages: state language first. */
export type Both = { kk: string; ru: string };

/** Who acted, frozen as of that moment: a later change of name or post does not rewrite history. */
export type Author = { id: string; name: string; post: Both };

/**
 * One action in a paper's append-only log (design §2). The shape is part of the permanent format: fields may be added to
 * `data` with a higher `v`, nothing here may change its meaning.
 */
export type Line = {
  /** Hybrid logical clock stamp: unique, and sorts by time. */
  id: string;
  /** Version of the action `do`; a program that knows a lower one keeps the paper read-only. */
  v: number;
  /** The site's wall clock, ISO instant with milliseconds. */
  at: string;
  by: Author;
  /** The installation that wrote the line. */
  site: string;
  /** The site's running number over all its lines, from 1, without gaps. */
  n: number;
  /** Ids of the heads seen when the line was written, sorted: makes the log a graph. */
  after: string[];
  /** The action's name in its book, e.g. `register`, `amend`. */
  do: string;
  data: Readonly<Record<string, unknown>>;
  /** SHA-256 over the line, its parents' hashes and the entry, base64url. */
  hash: string;
  /** The site's Ed25519 signature over the hash bytes, base64url. */
  sig: string;
};

/** A line before it is sealed. */
export type OpenLine = Omit<Line, 'hash' | 'sig'>;

/** A registered paper as it is stored and replicated; the same everywhere. */
export type Paper<Entry = unknown> = { id: string; book: string; entry: Entry; log: Line[] };

/** Signs hash bytes with the site's Ed25519 key. */
export type Sign = (bytes: Uint8Array) => Uint8Array;

/** Verifies an Ed25519 signature by the site's public key. */
export type Verify = (publicKey: string, bytes: Uint8Array, signature: Uint8Array) => boolean;

/** Names the format inside every hash, so that no hash of another kind can ever be taken for a line's. */
const FORMAT = 'kense-line-1';

/** SHA-256 of the canonical JSON (RFC 8785) of a value, base64url. */
export function hashOf(value: unknown): string {
  return base64urlnopad.encode(sha256(utf8ToBytes(canonicalize(value) ?? 'null')));
}

/**
 * Hash of one line. It covers the paper's identity and entry, the line, and the hashes of its parents, so that a line can
 * be neither altered, nor moved to another paper, nor hung on another past.
 *
 * @param parents hashes of the lines named in `after`, in that order
 */
export function hashLine(
  paper: { id: string; book: string; entryHash: string },
  line: OpenLine,
  parents: string[],
): string {
  const { id, v, at, by, site, n, after, do: action, data } = line;
  return hashOf({
    format: FORMAT,
    paper: paper.id,
    book: paper.book,
    entry: paper.entryHash,
    parents,
    line: { id, v, at, by, site, n, after, do: action, data },
  });
}

/** Closes a line: adds its hash and the site's signature. */
export function sealLine(
  paper: { id: string; book: string; entryHash: string },
  line: OpenLine,
  parents: string[],
  sign: Sign,
): Line {
  const hash = hashLine(paper, line, parents);
  return { ...line, hash, sig: base64urlnopad.encode(sign(hashBytes(hash))) };
}

/** The 32 bytes behind a line's hash: what is signed. */
export function hashBytes(hash: string): Uint8Array {
  return base64urlnopad.decode(hash);
}
