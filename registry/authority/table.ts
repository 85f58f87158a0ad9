import type { Refusal, Writer } from '../../shared/centre/checks.ts';
import { databaseOf, roleOfAgency, roleOfDesk, SITE_ROLE, userOfSite } from '../../shared/centre/names.ts';
import type { Line } from '../../shared/domain/log/line.ts';
import { type Document, documentOf, paperOf, withLine } from './papers.ts';

/** Two agencies that no real registry has. */
export const AGENCY = '2399901';
export const OTHER_AGENCY = '2399902';

const DESK = 'desk00000001';
const SISTER = 'desk00000002';

const siteOf = (site: string, agency: string, ...more: string[]): Writer => ({
  name: userOfSite(site),
  roles: [SITE_ROLE, roleOfAgency(agency), ...more],
});

/** Everybody who writes to a registry. */
export const writers = {
  /** Desk 05 of the agency, since 2026. */
  desk: siteOf(DESK, AGENCY, roleOfDesk(AGENCY, '05', 2026)),
  /** Desk 07 since 2027, and 08 under a former name, from 2026 to 2027. */
  renewed: siteOf('desk00000005', AGENCY, roleOfDesk(AGENCY, '07', 2027), roleOfDesk(AGENCY, '08', 2026, 2027)),
  /** Desk 06 of the same agency. */
  sister: siteOf(SISTER, AGENCY, roleOfDesk(AGENCY, '06', 2026)),
  /** A head's site, which issues no numbers. */
  reader: siteOf('desk00000003', AGENCY),
  /** Desk 05 of another agency. */
  neighbour: siteOf('desk00000004', OTHER_AGENCY, roleOfDesk(OTHER_AGENCY, '05', 2026)),
  /** Carries papers between databases. */
  relay: { name: 'relay', roles: ['relay'] },
  /** Who has no password yet. */
  door: { name: 'door-of-tests', roles: ['door'] },
} satisfies Record<string, Writer>;

/** One write: who, where, what stands there, what comes, and what becomes of it. `outcome` of a stranger is the server's own 403. */
export type Attempt = {
  name: string;
  who: keyof typeof writers;
  kind: 'papers' | 'office' | 'scans' | 'archive' | 'directory' | 'status' | 'facts' | 'region' | 'enrolment';
  old?: { _id: string };
  doc: { _id: string };
  /** The centre has destroyed what stood there: the write is made upon what is left of it, or as if nothing had ever been there. */
  destroyed?: 'upon' | 'anew';
  /** With `new_edits: false`, as replication writes. */
  replicated?: true;
  outcome: 'allowed' | Refusal;
};

/** Where the attempts of a kind are made. */
export const databaseOfKind: Record<Attempt['kind'], string> = {
  papers: databaseOf(AGENCY),
  office: databaseOf(AGENCY, '-office'),
  scans: databaseOf(AGENCY, '-scans'),
  archive: databaseOf(AGENCY, '-archive'),
  directory: 'directory',
  status: 'status',
  facts: 'facts-23',
  region: 'region-23',
  enrolment: 'enrolment',
};

let sequence = 0;
/** A fresh paper of the desk: each attempt has its own. */
const paper = (site = DESK, agency = AGENCY, desk = 5, year = 2026): Document =>
  paperOf(site, agency, desk, ++sequence, year);
const changed = (document: Document, change: (line: Line) => object) => ({
  ...document,
  log: document.log.map((line, i) => (i === 0 ? { ...line, ...change(line) } : line)),
});
/** A write onto what stands there. */
const onto = <Old extends object>(old: Old, next: (old: Old) => object) => ({ old, doc: next(old) });
/** A scan's name; the hash is nobody's. */
const scan = () => (++sequence).toString(16).padStart(64, 'a');

const of = <Kind extends Attempt['kind']>(
  kind: Kind,
  attempts: [Attempt['who'], string, object, Attempt['outcome']][],
) => attempts.map(([who, name, rest, outcome]) => ({ kind, who, name, outcome, ...rest }) as Attempt);

const two = withLine(paper(), DESK, 'assign', { executor: { id: 'kim', name: 'Ким А. В.' } });
const three = withLine(two, SISTER, 'note');
const [first, second, third] = three.log;
const staff = (id: string) => documentOf(DESK, `staff:${id}`, 'staff', {});
const siteRecord = (site: string) => documentOf('centre000000', `site:${site}`, 'site', { publicKey: 'A'.repeat(43) });

/** What goes on in papers: new numbers. */
const numbers = of('papers', [
  ['desk', 'registers a paper under its own number', { doc: paper() }, 'allowed'],
  ['desk', 'registers in a year after the grant', { doc: paper(DESK, AGENCY, 5, 2027) }, 'allowed'],
  // A clock that ran ahead once has taken the desk into that year for good: the year of a number never goes back (design §4).
  ['desk', 'registers in a year far ahead, as its clock had it', { doc: paper(DESK, AGENCY, 5, 2036) }, 'allowed'],
  ['desk', 'uses its desk code of a year before the grant', { doc: paper(DESK, AGENCY, 5, 2025) }, 'notOwnNumber'],
  ['renewed', 'brings what it had not sent under its former code', { doc: paper(DESK, AGENCY, 8, 2027) }, 'allowed'],
  ['renewed', 'uses its former code of a later year', { doc: paper(DESK, AGENCY, 8, 2028) }, 'notOwnNumber'],
  ['renewed', 'uses its former code of an earlier year', { doc: paper(DESK, AGENCY, 8, 2025) }, 'notOwnNumber'],
  ['desk', "takes a sister's number", { doc: paper(DESK, AGENCY, 6) }, 'notOwnNumber'],
  ['desk', "takes another agency's number", { doc: paper(DESK, OTHER_AGENCY, 5) }, 'notOwnNumber'],
  ['reader', 'takes a number without a desk code', { doc: paper() }, 'notOwnNumber'],
  ['desk', 'writes under no number', { doc: { ...paper(), _id: 'paper' } }, 'malformedNumber'],
  ['desk', 'mistypes a check digit', { doc: { ...paper(), _id: '239990126050001236' } }, 'malformedNumber'],
  ['desk', 'gives a part of a paper a number', { doc: { ...paper(), _id: `${paper()._id}/1` } }, 'malformedNumber'],
  ['relay', "brings another agency's paper", { doc: paper(DESK, OTHER_AGENCY, 5) }, 'allowed'],
  ['relay', 'brings a part of a paper', { doc: { ...paper(), _id: `${paper()._id}/1` } }, 'allowed'],
]);

/** What goes on in papers: their logs. */
const logs = of('papers', [
  ['desk', 'hangs a line on its paper', { old: two, doc: withLine(two, DESK, 'note') }, 'allowed'],
  ['reader', 'hangs a line on a paper', onto(paper(), (old) => withLine(old, SISTER, 'note')), 'allowed'],
  ['sister', "puts a late line between a sister's", { old: { ...three, log: [first, third] }, doc: three }, 'allowed'],
  ['desk', 'sends a log in another order', { old: three, doc: { ...three, log: [third, first, second] } }, 'allowed'],
  ['desk', 'sends the same once more', { old: three, doc: three }, 'allowed'],
  ['desk', 'drops a line', { old: three, doc: { ...three, log: [first, third] } }, 'lineMissing'],
  ['desk', 'drops the last line', { old: three, doc: two }, 'lineMissing'],
  ['desk', 'alters a line', { old: two, doc: changed(two, () => ({ n: 7 })) }, 'lineMissing'],
  ['desk', "alters a line's data", { old: two, doc: changed(two, () => ({ data: { draft: 'x' } })) }, 'lineMissing'],
  [
    'desk',
    'changes the signature of a line',
    { old: two, doc: changed(two, () => ({ sig: 'B'.repeat(86) })) },
    'lineMissing',
  ],
  ['desk', 'changes an entry', { old: two, doc: { ...two, entry: { ...two.entry, applicant: {} } } }, 'entryChanged'],
  ['desk', 'moves a paper to another book', { old: two, doc: { ...two, book: 'letters' } }, 'entryChanged'],
  ['desk', 'deletes a paper', { old: two, doc: { _id: two._id, _deleted: true } }, 'deleted'],
  ['desk', 'deletes a paper, saying what it was', { old: two, doc: { ...two, _deleted: true } }, 'deleted'],
  [
    'relay',
    'deletes a paper: destruction is an act of the centre',
    { old: two, doc: { _id: two._id, _deleted: true } },
    'allowed',
  ],
]);

/** What the centre has destroyed. Of a write as of a new paper the check is shown nothing: that its own desk leaves it is the desk's part (main/sync). */
const gone = (old: { _id: string }, destroyed: 'upon' | 'anew' = 'upon') => ({ old, doc: old, destroyed });
const piece = () => ({ _id: `${scan()}:1`, data: 'YWJj' });
const destroyed = [
  ...of('papers', [
    ['desk', 'brings a destroyed paper back upon what is left of it', gone(paper()), 'deleted'],
    ['sister', "brings a sister's destroyed paper back", gone(paper()), 'deleted'],
    ['sister', "brings a sister's destroyed paper back as a new one", gone(paper(), 'anew'), 'notOwnNumber'],
    ['desk', 'brings its own destroyed paper back as a new one', gone(paper(), 'anew'), 'allowed'],
    ['desk', 'brings a destroyed paper back by replication', { ...gone(paper()), replicated: true }, 'replicated'],
    ['relay', 'brings a destroyed paper back', gone(paper()), 'allowed'],
  ]),
  ...of('office', [['desk', 'brings a destroyed person back', gone(staff('a9')), 'deleted']]),
  ...of('scans', [['desk', 'brings a destroyed piece of a scan back', gone(piece()), 'deleted']]),
];

/** What only replication does. */
const replicated = of('papers', [
  ['desk', 'replaces a paper by replication', { old: two, doc: paper(), replicated: true }, 'replicated'],
  ['desk', 'drops a line by replication', { old: three, doc: two, replicated: true }, 'replicated'],
  [
    'desk',
    'alters a line by replication',
    { old: two, doc: changed(two, () => ({ n: 7 })), replicated: true },
    'replicated',
  ],
  [
    'desk',
    'changes an entry by replication',
    { old: two, doc: { ...two, entry: { ...two.entry, applicant: {} } }, replicated: true },
    'replicated',
  ],
  [
    'desk',
    'attaches a file by replication',
    { old: two, doc: { ...two, _attachments: { a: { content_type: 'text/plain', data: 'YQ==' } } }, replicated: true },
    'replicated',
  ],
  ['desk', 'brings a new paper by replication', { doc: paper(), replicated: true }, 'replicated'],
  [
    'desk',
    'deletes by replication',
    { old: two, doc: { _id: two._id, _deleted: true }, replicated: true },
    'replicated',
  ],
  ['relay', 'replicates a paper', { doc: paper(), replicated: true }, 'allowed'],
]);

/** Form. */
const forms = of('papers', [
  [
    'desk',
    'attaches a file to a paper',
    { doc: { ...paper(), _attachments: { a: { content_type: 'text/plain', data: 'YQ==' } } } },
    'attachment',
  ],
  ['desk', 'sends its local state along', { doc: { ...paper(), state: { open: true } } }, 'unknownField'],
  ['desk', 'sends a paper without a log', { doc: { ...paper(), log: [] } }, 'noLine'],
  ['desk', 'sends a paper without an entry', { doc: { ...paper(), entry: [] } }, 'malformedEntry'],
  ['desk', 'sends a paper of no book', { doc: { ...paper(), book: '' } }, 'malformedBook'],
  ['desk', 'adds a field to a line', { doc: changed(paper(), () => ({ note: '' })) }, 'malformedLine'],
  ['desk', 'adds a field without a name to a line', { doc: changed(paper(), () => ({ '': 'x' })) }, 'malformedLine'],
  [
    'desk',
    'adds a field to the author of a line',
    { doc: changed(paper(), ({ by }) => ({ by: { ...by, note: 'x' } })) },
    'malformedLine',
  ],
  [
    'desk',
    "adds a language to an author's post",
    { doc: changed(paper(), ({ by }) => ({ by: { ...by, post: { ...by.post, en: 'clerk' } } })) },
    'malformedLine',
  ],
  ['desk', 'leaves a field of a line out', { doc: changed(paper(), () => ({ sig: undefined })) }, 'malformedLine'],
  [
    'desk',
    'stamps a line in the name of another site',
    { doc: changed(paper(), () => ({ site: SISTER })) },
    'malformedLine',
  ],
  [
    'desk',
    'sends a paper that is too long',
    { doc: { ...paper(), entry: { text: 'ұ'.repeat(1_100_000) } } },
    'tooLong',
  ],
]);

const records = of('office', [
  ['desk', 'enters a person', { doc: staff('a1') }, 'allowed'],
  ['reader', 'corrects a person', onto(staff('a2'), (old) => withLine(old, SISTER, 'set')), 'allowed'],
  ['desk', "drops a person's line", { old: withLine(staff('a3'), DESK, 'set'), doc: staff('a3') }, 'lineMissing'],
  ['desk', 'removes a person', { old: staff('a4'), doc: { _id: 'staff:a4', _deleted: true } }, 'deleted'],
  ['desk', 'enters days of the calendar', { doc: documentOf(DESK, 'days:2026', 'days', {}) }, 'allowed'],
  [
    'desk',
    'enters days among the papers of staff',
    { doc: documentOf(DESK, 'staff:2026', 'days', {}) },
    'malformedRecord',
  ],
  ['desk', 'enters a record under a wrong name', { doc: { ...staff('a5'), _id: 'person:a5' } }, 'malformedRecord'],
  ['desk', 'enters a paper among the records', { doc: paper() }, 'malformedRecord'],
  ['desk', 'enters its own key', { doc: siteRecord(`${DESK.slice(0, 11)}9`) }, 'notOwnSite'],
  [
    'desk',
    'claims a desk code in its own record',
    onto(siteRecord(DESK), (old) => withLine(old, DESK, 'grant', { name: '', desk: '06', deskFrom: 2026 })),
    'notOwnSite',
  ],
  ['desk', "revokes a sister's site", onto(siteRecord(SISTER), (old) => withLine(old, DESK, 'revoke')), 'notOwnSite'],
  [
    'desk',
    'exchanges its own key',
    onto(siteRecord(DESK), (old) => ({ ...old, entry: { publicKey: 'B'.repeat(43) } })),
    'notOwnSite',
  ],
  [
    'relay',
    'revokes a site',
    onto(siteRecord('desk00000007'), (old) => withLine(old, 'centre000000', 'revoke')),
    'allowed',
  ],
  ['relay', 'enters a site', { doc: siteRecord('desk00000008') }, 'allowed'],
]);

const files = of('scans', [
  ['desk', 'brings a scan', { doc: { _id: scan(), type: 'image/png', bytes: 3, pieces: 1 } }, 'allowed'],
  ['desk', 'brings a piece of a scan', { doc: { _id: `${scan()}:1`, data: 'YWJj' } }, 'allowed'],
  [
    'desk',
    'brings a scan with the file attached',
    { doc: { _id: scan(), bytes: 1, _attachments: { file: { content_type: 'image/png', data: 'YQ==' } } } },
    'allowed',
  ],
  ['desk', 'names a scan as it likes', { doc: { _id: 'passport.png', data: 'YWJj' } }, 'malformedScan'],
  [
    'desk',
    'changes a scan',
    onto({ _id: `${scan()}:1`, data: 'YWJj' }, (old) => ({ ...old, data: 'ZGVm' })),
    'scanChanged',
  ],
  ['desk', 'empties a scan', onto({ _id: `${scan()}:1`, data: 'YWJj' }, (old) => ({ _id: old._id })), 'scanChanged'],
  [
    'desk',
    'removes a scan',
    onto({ _id: `${scan()}:1`, data: 'YWJj' }, (old) => ({ _id: old._id, _deleted: true })),
    'deleted',
  ],
  ['desk', 'hides something in a scan', { doc: { _id: scan(), note: 'x' } }, 'unknownField'],
  ['desk', 'sends a piece that is too long', { doc: { _id: `${scan()}:1`, data: 'A'.repeat(98_305) } }, 'tooLong'],
]);

const readOnly = (['archive', 'directory'] as const).flatMap((kind) =>
  of(kind, [
    ['desk', `writes to ${kind}`, { doc: paper() }, 'readOnly'],
    ['relay', `writes to ${kind}`, { doc: paper() }, 'allowed'],
  ]),
);

const projections = (['status', 'facts', 'region'] as const).flatMap((kind) =>
  of(kind, [['relay', `writes to ${kind}`, { doc: paper() }, 'allowed']]),
);

/** Places in `enrolment`, of which each attempt has its own. */
const request = (more: object = {}) => ({ _id: scan(), request: { kense: 'site-request', ...more } });
const requests = of('enrolment', [
  ['door', 'puts a request', { doc: request() }, 'allowed'],
  ['door', 'replaces a request', onto(request(), (old) => ({ ...old, request: { other: true } })), 'readOnly'],
  ['door', 'takes a request away', onto(request(), ({ _id }) => ({ _id, _deleted: true })), 'deleted'],
  ['door', 'brings an answer of its own', { doc: { ...request(), answer: {} } }, 'unknownField'],
  ['door', 'names a place as it likes', { doc: { ...request(), _id: 'here' } }, 'malformedRecord'],
  ['door', 'puts something else', { doc: { ...request(), request: 'text' } }, 'malformedEntry'],
  ['door', 'puts more than a request', { doc: request({ name: 'ұ'.repeat(5_000) }) }, 'tooLong'],
  [
    'door',
    'attaches a file',
    { doc: { ...request(), _attachments: { a: { content_type: 'text/plain', data: 'YQ==' } } } },
    'attachment',
  ],
  ['relay', 'puts an answer beside a request', onto(request(), (old) => ({ ...old, answer: {} })), 'allowed'],
]);

export const attempts: Attempt[] = [
  ...numbers,
  ...logs,
  ...destroyed,
  ...replicated,
  ...forms,
  ...records,
  ...files,
  ...readOnly,
  ...projections,
  ...requests,
];
