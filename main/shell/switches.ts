/**
 * With what Chromium shows the window. A key makes it hold back everything else until its letter is painted, the office's answer too, which then
 * comes a frame later than it could (measured with a search among 100,000 papers: 33 ms instead of 20).
 */
export const CHROMIUM_SWITCHES = { 'disable-features': 'DeferRendererTasksAfterInput' };
