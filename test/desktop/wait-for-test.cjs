const { app } = require('electron');

/**
 * Preloaded into the program: it becomes ready only when the test, connected to it, calls `__playwright_run`. A program that is
 * quicker than the connection would hang it. (Playwright's own such script also sets switches, the store of passwords
 * among them.)
 */
const ready = app.whenReady();
let begin;
const begun = new Promise((resolve) => {
  begin = resolve;
});
app.whenReady = () => begun;
globalThis.__playwright_run = () => ready.then(begin);
