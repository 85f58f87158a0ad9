import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { parse } from 'acorn';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusalOf, refusals } from '../../shared/centre/checks.ts';
import { roleOfDesk } from '../../shared/centre/names.ts';
import { ownNumber } from '../../shared/centre/validate/own-number.js';
import { same } from '../../shared/centre/validate/same.js';
import { dammDigit } from '../../shared/domain/number/damm.ts';
import { parseNumber } from '../../shared/domain/number/paper-number.ts';
import { isSame } from '../deploy/couch.ts';
import { readDatabaseFiles } from '../deploy/design-files.ts';
import { functionText } from '../deploy/function-text.ts';
import { oldContext } from './old-engine.ts';
import { type Document, paperOf } from './papers.ts';
import { type CheckArguments, quickCheck } from './quick-engine.ts';
import { AGENCY, type Attempt, attempts, writers } from './table.ts';

/** The text that a server would run. */
function deployed(kind: Attempt['kind']): string {
  const { designs } = readDatabaseFiles(kind);
  return designs.find((design) => design.validate_doc_update)!.validate_doc_update!;
}

type Check = (...args: CheckArguments) => unknown;

/** A check in an engine of its own that has no more than the oldest: the refusal it throws, or nothing. */
function oldCheck(text: string): Check {
  const check = new Script(`(${text})`).runInContext(oldContext());
  return (...args) => {
    try {
      check(...args.map(plain));
    } catch (refusal) {
      return plain(refusal);
    }
    return undefined;
  };
}

const engines = { 'the oldest engine': oldCheck, QuickJS: quickCheck };

/** Old and new document as CouchDB shows them to a check. */
function shown({ old, doc, replicated, destroyed }: Attempt): [object, object | null] {
  if (destroyed && !replicated) {
    const _revisions = { start: 2, ids: ['b', 'a'] };
    const left = { _id: doc._id, _rev: '2-b', _deleted: true, _revisions };
    return destroyed === 'anew' ? [doc, null] : [{ ...doc, _rev: '2-b', _revisions }, left];
  }
  if (replicated) return [{ ...doc, _rev: '2-b', _revisions: { start: 2, ids: ['b', 'a'] } }, null];
  const before = old ? { ...old, _rev: '1-a', _revisions: { start: 1, ids: ['a'] } } : null;
  return [old ? { ...doc, _rev: '1-a', _revisions: { start: 1, ids: ['a'] } } : doc, before];
}

/** As JSON brings it. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

const kinds = [...new Set(attempts.map(({ kind }) => kind))];

describe.each(Object.entries(engines))('the check of a registry, as it is deployed, in %s', (_, checkIn) => {
  const checks = new Map<string, Check>();
  beforeAll(async () => {
    for (const kind of kinds) checks.set(kind, await checkIn(deployed(kind)));
  });

  test.each(attempts)('$who $name: $outcome', (attempt) => {
    const refusal = checks.get(attempt.kind)!(...shown(attempt), writers[attempt.who], {});
    expect(refusal).toEqual(attempt.outcome === 'allowed' ? undefined : { forbidden: attempt.outcome });
  });
});

describe('the check of a registry', () => {
  test.each(kinds)('of %s is JavaScript that the oldest engines parse', (kind) => {
    const texts = readDatabaseFiles(kind).designs.flatMap(({ validate_doc_update: check, views = {} }) => [
      ...(check === undefined ? [] : [check]),
      ...Object.values(views).map(({ map }) => map),
    ]);
    for (const text of texts) {
      expect(() => parse(`(${text})`, { ecmaVersion: 5 })).not.toThrow();
      expect(text).toMatch(/^function \(/);
    }
  });

  test('shows every refusal at least once', () => {
    expect(new Set(attempts.map(({ outcome }) => outcome))).toEqual(new Set(['allowed', ...refusals]));
  });

  test('is the one that a desk runs before it commits', () => {
    const own = attempts.filter(
      ({ kind, replicated }) => ['papers', 'office', 'scans', 'enrolment'].includes(kind) && !replicated,
    );
    const heard = own.map((attempt) => [
      attempt.name,
      refusalOf(attempt.kind as 'papers', ...(shown(attempt).map(plain) as [object, object]), writers[attempt.who]),
    ]);
    expect(heard).toEqual(own.map(({ name, outcome }) => [name, outcome === 'allowed' ? undefined : outcome]));
  });
});

describe('the length of a paper', () => {
  const site = 'desk00000001';
  /** A paper whose entry and log have so many characters of JSON. */
  function paperOfLength(length: number): Document {
    const paper = paperOf(site, AGENCY, 5, 99_999);
    const free = length - JSON.stringify(paper.entry).length - JSON.stringify(paper.log).length;
    const entry = { ...paper.entry, more: '' };
    return { ...paper, entry: { ...entry, more: 'a'.repeat(free - ',"more":""'.length) } };
  }
  const check = oldCheck(deployed('papers'));
  const ids = Array.from({ length: 1_000 }, (_, i) => i.toString(16).padStart(32, '0'));

  test('is that of entry and log, at the registry and at the desk, however often it was written', () => {
    const [longest, tooLong] = [paperOfLength(1_048_576), paperOfLength(1_048_577)];
    const asServed = (doc: object) => ({ ...doc, _rev: `1000-${ids[0]}`, _revisions: { start: 1_000, ids } });
    const refusalAtRegistry = (doc: object) => check(asServed(doc), asServed(doc), writers.desk, {});
    expect(refusalAtRegistry(longest)).toBeUndefined();
    expect(refusalOf('papers', longest, null, writers.desk)).toBeUndefined();
    expect(refusalAtRegistry(tooLong)).toEqual({ forbidden: 'tooLong' });
    expect(refusalOf('papers', tooLong, null, writers.desk)).toBe('tooLong');
  });
});

test('the engine of these tests has nothing that the oldest engine has not', () => {
  for (const text of [
    "'abc'.includes('b')",
    "'abc'.startsWith('a')",
    '[1].includes(1)',
    '[1].find(Number)',
    'Object.values({})',
  ])
    expect(() => new Script(text).runInContext(oldContext())).toThrow('is not a function');
  for (const text of ['new Map()', 'Symbol()', 'Promise.resolve()', 'BigInt(1)'])
    expect(() => new Script(text).runInContext(oldContext())).toThrow('is not defined');
  expect(new Script("Object.keys({ a: 1 }).concat('b'.trim()).indexOf('b')").runInContext(oldContext())).toBe(1);
});

describe('the parts of a check', () => {
  test('a number is one for the check exactly when it is one for the program', () => {
    const digits = fc.stringMatching(/^23\d{15}$/);
    const numbers = fc.tuple(digits, fc.nat(9), fc.boolean()).map(([body, any, isRight]) => {
      return body + (isRight ? dammDigit(body) : any);
    });
    fc.assert(
      fc.property(numbers, (number) => {
        const agency = number.slice(0, 7);
        const role = roleOfDesk(agency, number.slice(9, 11), 2000 + Number(number.slice(7, 9)));
        let isOwn = true;
        try {
          ownNumber(number, ['site', role]);
        } catch {
          isOwn = false;
        }
        expect(isOwn).toBe(parseNumber(number).ok);
      }),
    );
  });

  test('two values are the same whatever the order of their fields, and only then', () => {
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, inner]) => [key, reversed(inner)]),
      );
    };
    const values = fc.jsonValue({ maxDepth: 4, noUnicodeString: false }).map(plain);
    fc.assert(fc.property(values, (value) => same(value, reversed(value)) && isSame(value, reversed(value))));
    fc.assert(fc.property(values, values, (a, b) => same(a, b) === isSame(a, b)));
  });

  test('a file that exports two functions, or none, cannot be deployed', () => {
    const path = fileURLToPath(new URL('./table.ts', import.meta.url));
    expect(() => functionText(path)).toThrow('does not export one function');
  });
});
