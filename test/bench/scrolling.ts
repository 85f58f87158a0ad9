import type { CDPSession, Page } from 'playwright-core';

/** Of the frames that a screen of 60 Hz shows meanwhile, how many Chromium says the eye missed. Percent. */
export type Dropped = { dropped: number; frames: number };

/** A wheel turned fast: 125 rows of the journal a second, far down and part of the way back. */
const WHEEL = { pixelsPerSecond: 4_000, strokes: [-16_000, -16_000, 8_000] };

/** A key held down, as often as a keyboard repeats it. */
const REPEAT_MS = 1_000 / 30;
const REPEATS = 120;

type Reporter = { state: string; affects_smoothness: boolean; frame_sequence: number; frame_source: number };
type TraceEvent = { name: string; ph: string; pid: number; args: { frame_reporter?: Reporter; name?: string } };

/** Dropped while a hand turns the wheel over the middle of the page. */
export function droppedByWheel(page: Page): Promise<Dropped> {
  return traced(page, async (devtools) => {
    for (const yDistance of WHEEL.strokes)
      await devtools.send('Input.synthesizeScrollGesture', {
        x: 700,
        y: 400,
        yDistance,
        speed: WHEEL.pixelsPerSecond,
        gestureSourceType: 'mouse',
      });
  });
}

/** Dropped while a key is held down; what it goes to has the focus. */
export function droppedByKey(page: Page, key: string): Promise<Dropped> {
  return traced(page, async () => {
    const start = performance.now();
    const presses: Promise<void>[] = [];
    for (let i = 0; i < REPEATS; i++) {
      // Not awaited: a keyboard does not wait for the page.
      presses.push(page.keyboard.down(key));
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, start + (i + 1) * REPEAT_MS - performance.now())));
    }
    await Promise.all(presses);
    await page.keyboard.up(key);
  });
}

/**
 * Rows of the journal as a plain table without a program: what a page that does nothing drops on this machine, scrolled as
 * the journal is.
 */
export async function plainTable(journal: Page): Promise<Page> {
  const html = await journal.evaluate<string>(`(() => {
    const style = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map(({ cssText }) => cssText).join('');
    const scroller = document.querySelector('[role="grid"]').parentElement.cloneNode(true);
    const body = scroller.querySelector('tbody');
    const rows = [...body.rows];
    const copies = Array.from({ length: 1_200 }, (_, i) => {
      const row = rows[i % rows.length].cloneNode(true);
      row.style.top = i * 32 + 'px';
      return row;
    });
    body.replaceChildren(...copies);
    body.style.height = 1_200 * 32 + 'px';
    scroller.style.height = '700px';
    const { attributes } = document.documentElement;
    const root = [...attributes].map(({ name, value }) => name + '="' + value + '"').join(' ');
    return '<!doctype html><html ' + root + '><style>' + style + '</style><body>' + scroller.outerHTML;
  })()`);
  const page = await journal.context().newPage();
  await page.setContent(html);
  return page;
}

/** What the compositor reports of every frame while something is done. */
async function traced(page: Page, act: (devtools: CDPSession) => Promise<void>): Promise<Dropped> {
  const devtools = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await devtools.send('Tracing.start', {
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline.frame', '__metadata'] },
  });
  await act(devtools);
  const complete = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.end');
  await complete;
  await devtools.detach();
  const renderers = new Set(
    events.filter(({ name, args }) => name === 'process_name' && args.name === 'Renderer').map(({ pid }) => pid),
  );
  /** Whether each frame was missed; the compositor and the page report the same one each for themselves. */
  const frames = new Map<string, boolean>();
  for (const { name, ph, pid, args } of events) {
    const report = args.frame_reporter;
    if (name !== 'PipelineReporter' || ph !== 'b' || !renderers.has(pid) || !report) continue;
    const { state, affects_smoothness, frame_source, frame_sequence } = report;
    if (state === 'STATE_NO_UPDATE_DESIRED') continue;
    const frame = `${pid} ${frame_source} ${frame_sequence}`;
    const missed = affects_smoothness && state !== 'STATE_PRESENTED_ALL';
    frames.set(frame, missed || (frames.get(frame) ?? false));
  }
  const missed = [...frames.values()].filter(Boolean).length;
  return { dropped: (100 * missed) / frames.size, frames: frames.size };
}
