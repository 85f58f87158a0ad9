import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signerOf } from '../../main/office/open/site.ts';
import { packing } from '../../main/sync/bundle/packing.ts';
import { writeBundle } from '../../shared/centre/bundle/bundle.ts';
import { BundleError } from '../../shared/centre/bundle/errors.ts';
import type { Part } from '../../shared/centre/bundle/parts.ts';
import type { Line, Paper } from '../../shared/domain/log/line.ts';
import { assign } from '../sync/agency.ts';
import { type BundleDesk, bundleDesks, createCentre, sha256 } from './bundle-desks.ts';

const refusal = (taking: Promise<unknown>) =>
  taking.then(
    () => undefined,
    (error) => (error instanceof BundleError ? error.code : Promise.reject(error)),
  );

/** A bundle with whatever a desk might have put into it. */
async function forged(from: BundleDesk, to: BundleDesk, papers: Paper[], agency = '2300001'): Promise<Buffer> {
  async function* parts(): AsyncGenerator<Part> {
    yield { part: 'about', bundle: crypto.randomUUID(), agency, heard: '', after: '' };
    const record = await from.record();
    const documents = (all: Paper[]) => all.map(({ id: _id, book, entry, log }) => ({ _id, book, entry, log }));
    yield { part: 'documents', database: 'office', documents: documents([record]) };
    yield { part: 'documents', database: 'papers', documents: documents(papers) };
    yield { part: 'end', documents: papers.length + 1, files: 0 };
  }
  const sealing = { from: from.site, sign: signerOf(from.office.site), reader: to.publicKey, packing };
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeBundle(parts(), { ...sealing, secret: randomBytes(32) })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('a bundle from desk to desk', () => {
  test('brings papers, lines, records, long texts and scans; given twice it changes nothing', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b] = [await open('01'), await open('02')];
    const text = 'ұзақ мәтін '.repeat(4_000);
    const { number } = await a.register((intake) => {
      intake.paper.text = text;
    });
    await a.act(number, assign('one'));
    const picture = randomBytes(700_000);
    const scan = await a.attach(number, picture);
    const bytes = await a.bundleFor(b);
    const taken = await b.takeIn(bytes);
    expect(taken).toMatchObject({
      from: a.site,
      papers: { added: 1, grown: 0, same: 0, aside: 0 },
      files: 2,
    });
    expect(await b.all()).toEqual(await a.all());
    expect(sha256((await b.store.blobs.get(scan))!)).toBe(sha256(picture));
    const [paper] = (await b.all()) as Paper<{ paper: { text: { sha256: string } } }>[];
    expect(Buffer.from((await b.store.blobs.get(paper!.entry.paper.text.sha256))!).toString()).toBe(text);
    const { checkpoint } = await b.replicas.papers.changedSince(undefined, 100);
    expect(await b.takeIn(bytes)).toMatchObject({ papers: { added: 0, grown: 0, same: 1, aside: 0 }, files: 0 });
    expect((await b.replicas.papers.changedSince(checkpoint, 100)).papers).toEqual([]);
    expect(await b.all()).toEqual(await a.all());
    expect(b.bundles.troubles()).toEqual([]);
  });

  test('leaves scans out when they are not wanted, never long texts', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b] = [await open('01'), await open('02')];
    const { number } = await a.register((intake) => {
      intake.paper.text = 'ұзақ мәтін '.repeat(4_000);
    });
    await a.attach(number, randomBytes(1_000));
    expect((await b.takeIn(await a.bundleFor(b, { withScans: false }))).files).toBe(1);
  });

  test('holds what the reader has not acknowledged, and all of it until it has', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b] = [await open('01'), await open('02')];
    const first = await a.register();
    const lost = await a.bundleFor(b);
    await a.register();
    const second = await a.bundleFor(b);
    expect((await b.takeIn(second)).papers.added).toBe(2);
    // Only b's next bundle tells a what b has.
    await b.act(first.number, assign('one'));
    expect((await a.takeIn(await b.bundleFor(a))).papers).toMatchObject({ grown: 1 });
    await a.register();
    // Neither what b had nor the line that came from b.
    expect((await b.takeIn(await a.bundleFor(b))).papers).toEqual({ added: 1, grown: 0, same: 0, aside: 0 });
    // An old one that turns up late brings nothing; what it says is only less than is known.
    expect((await b.takeIn(lost)).papers).toEqual({ added: 0, grown: 0, same: 1, aside: 0 });
    expect(await b.all()).toEqual(await a.all());
  });

  test('leaves out what the network has acknowledged, not what was refused there', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b] = [await open('01'), await open('02')];
    const [, refused] = [await a.register(), await a.register()];
    const { checkpoint } = await a.replicas.papers.changedSince(undefined, 100);
    const scan = await a.attach(refused.number, randomBytes(500));
    const { checkpoint: later } = await a.replicas.papers.changedSince(checkpoint, 100);
    await a.register();
    const file = { sha256: scan, bytes: 500, type: 'image/png', isText: false };
    const known = { owed: { office: [], papers: [refused.number] }, owedScans: [file] };
    const taken = await b.takeIn(await a.bundleFor(b, { known: { ...known, places: { papers: later } } }));
    expect(taken).toMatchObject({ papers: { added: 2 }, files: 1 });
    expect((await b.all()).map(({ id }) => id)).not.toContain((await a.all())[0]!.id);
    // By both ways: what either of them has brought.
    await a.takeIn(await b.bundleFor(a));
    await a.register();
    const both = await b.takeIn(
      await a.bundleFor(b, { known: { ...known, owed: { office: [], papers: [] }, places: { papers: checkpoint } } }),
    );
    expect(both.papers).toMatchObject({ added: 1, same: 0 });
  });

  test('any split of papers and lines over bundles, in any order, ends in the same state', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('register', 'act', 'bundle', 'answer'), { minLength: 4, maxLength: 10 }),
        fc.infiniteStream(fc.nat()),
        async (steps, chance) => {
          const { open } = bundleDesks(createCentre());
          const [a, b, c] = [await open('01'), await open('02'), await open('03')];
          const numbers: string[] = [];
          const [forB, forC]: Buffer[][] = [[], []];
          const next = () => chance.next().value as number;
          for (const step of [...steps, 'bundle']) {
            if (step === 'register') numbers.push((await a.register()).number);
            else if (step === 'act' && numbers.length > 0)
              await a.act(numbers[next() % numbers.length]!, assign(`x${next()}`));
            else if (step === 'bundle') {
              forB!.push(await a.bundleFor(b));
              forC!.push(await a.bundleFor(c));
            } else if (step === 'answer' && forB!.length > 0) {
              // From here on a leaves out what b has.
              await b.takeIn(forB![next() % forB!.length]!);
              await a.takeIn(await b.bundleFor(a));
            }
          }
          for (const bytes of [...forB!, ...forB!].sort(() => (next() % 2) - 0.5)) await b.takeIn(bytes);
          for (const bytes of forC!.reverse()) await c.takeIn(bytes);
          const all = await a.all();
          expect(await b.all()).toEqual(all);
          expect(await c.all()).toEqual(all);
          for (const desk of [a, b, c]) await desk.close();
        },
      ),
      { numRuns: 6 },
    );
  });

  test('brings two desks together that acted on one paper', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b] = [await open('01'), await open('02')];
    const { number } = await a.register();
    await b.takeIn(await a.bundleFor(b));
    await a.act(number, assign('one'));
    await b.act(number, assign('two'));
    await b.register();
    await a.takeIn(await b.bundleFor(a));
    await b.takeIn(await a.bundleFor(b));
    expect((await a.all()).map(({ log }) => log.length)).toEqual([3, 1]);
    expect(await b.all()).toEqual(await a.all());
  });
});

describe('what is not to be believed', () => {
  test('a bundle is refused whole: altered, cut, for another, of another agency', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b, c] = [await open('01'), await open('02'), await open('03')];
    for (let i = 0; i < 3; i++) await a.register();
    const bytes = await a.bundleFor(b);
    const refused = async (bad: Uint8Array, by = b) => {
      const code = await refusal(by.takeIn(bad));
      expect(await by.all()).toEqual([]);
      return code;
    };
    const headerEnd = bytes.indexOf('\n') + 1;
    for (let i = 1; i <= 20; i++) {
      const at = Math.floor((bytes.length * i) / 21);
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= 1 << (i % 8);
      expect(await refused(flipped)).toBeTypeOf('string');
      expect(await refused(bytes.subarray(0, at))).toBe(at < headerEnd ? 'bundleNone' : 'bundleDamaged');
    }
    expect(await refused(bytes, c)).toBe('bundleNotForUs');
    expect(await refused(await forged(a, b, await a.all(), '2300002'))).toBe('bundleOtherAgency');
    expect((await b.takeIn(bytes)).papers.added).toBe(3);
  });

  test('a file that is changed between looking through and taking over brings nothing of it in', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b] = [await open('01'), await open('02')];
    await a.register();
    const bytes = await a.bundleFor(b);
    await a.register();
    const other = await a.bundleFor(b);
    const turns = [bytes, other];
    const swapped = () =>
      (async function* () {
        yield turns.shift()!;
      })();
    expect(await refusal(b.bundles.takeIn(swapped))).toBe('bundleDamaged');
    expect(await b.all()).toEqual([]);
  });

  test('of a site that nobody has entered, and of a revoked one', async () => {
    const centre = createCentre();
    const { open } = bundleDesks(centre);
    const [a, b] = [await open('01'), await open('02')];
    const stranger = await bundleDesks(createCentre()).open('03');
    await stranger.register();
    expect(await refusal(b.takeIn(await stranger.bundleFor(b)))).toBe('bundleUnknownSender');
    await a.register();
    const early = await a.bundleFor(b);
    const own = await a.store.records.findOne(`site:${a.site}`).exec(true);
    await own.incrementalModify((record) => centre.writes(record, 'revoke'));
    expect(await refusal(b.takeIn(await a.bundleFor(b)))).toBe('bundleRevokedSender');
    // What it made before cannot be told from what it dates back: once the desk knows, that is refused too.
    await b.replicas.office.unite([{ current: await a.record(), others: [] }]);
    await b.learnSites();
    expect(await refusal(b.takeIn(early))).toBe('bundleRevokedSender');
    expect(await b.all()).toEqual([]);
  });

  test('lines that no signature proves are set aside with the reason; the rest comes', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b] = [await open('01'), await open('02')];
    const [one, two, three] = [await a.register(), await a.register(), await a.register()];
    for (const { number } of [one, two]) await a.act(number, assign('one'));
    await b.takeIn(await forged(a, b, [(await a.all())[2]!]));
    const papers = await a.all();
    const change = (paper: Paper, at: number, how: Partial<Line>): Paper => ({
      ...paper,
      log: paper.log.map((line, i) => (i === at ? { ...line, ...how } : line)),
    });
    const sig = papers[0]!.log[0]!.sig;
    const stranger = { ...papers[2]!, id: papers[2]!.id, log: [...papers[2]!.log, { ...papers[1]!.log[1]! }] };
    const bad = [change(papers[0]!, 1, { sig }), change(papers[1]!, 0, { data: { draft: 'another' } }), stranger];
    const taken = await b.takeIn(await forged(a, b, bad));
    expect(taken.papers).toEqual({ added: 1, grown: 0, same: 0, aside: 3 });
    const here = new Map((await b.all()).map((paper) => [paper.id, paper]));
    expect(here.get(one.number)!.log).toEqual(papers[0]!.log.slice(0, 1));
    expect(here.has(two.number)).toBe(false);
    expect(here.get(three.number)!.log).toEqual(papers[2]!.log);
    const why = b.bundles
      .troubles()
      .map((trouble) => `${trouble.kind} ${'detail' in trouble && trouble.detail.split(' ')[0]}`);
    expect(why).toEqual(['aside forged', 'aside altered', 'aside missing']);
    // The true ones come later, and nothing stands aside any more.
    await b.takeIn(await forged(a, b, papers));
    expect(await b.all()).toEqual(papers);
    expect(b.bundles.troubles()).toEqual([]);
  });

  test('a copy cannot put another content under a line that stands here', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, b] = [await open('01'), await open('02')];
    const { number } = await a.register();
    await b.takeIn(await a.bundleFor(b));
    await a.act(number, assign('one'));
    const [paper] = await a.all();
    const [first, second] = paper!.log;
    // A true line goes along, so that the paper is written.
    await b.takeIn(await forged(a, b, [{ ...paper!, log: [{ ...first!, data: { draft: 'another' } }, second!] }]));
    expect(await b.all()).toEqual([paper]);
  });

  test('another paper under a number that stands here is set aside, and neither is touched', async () => {
    const { open } = bundleDesks(createCentre());
    const [a, twin, b] = [await open('01'), await open('01'), await open('02')];
    const { number } = await a.register();
    await twin.register((intake) => {
      intake.paper.summary = 'Басқа құжат';
    });
    await b.takeIn(await a.bundleFor(b));
    expect((await b.takeIn(await twin.bundleFor(b))).papers).toMatchObject({ added: 0, aside: 1 });
    expect(await b.all()).toEqual(await a.all());
    expect(b.bundles.troubles()).toMatchObject([{ id: number, kind: 'aside', why: 'otherPaper' }]);
    // What could not be taken over is not acknowledged: it comes again.
    await twin.takeIn(await b.bundleFor(twin));
    expect((await b.takeIn(await twin.bundleFor(b))).papers).toMatchObject({ aside: 1 });
  });
});
