/**
 * Has the browser ask before a tab with a begun paper is closed or loaded anew. Not for the program's own window: there a page
 * that objects would only keep the window from closing.
 *
 * @param page the window of the page
 */
export function askBeforeLeaving(page: EventTarget, isBegun: () => boolean): void {
  page.addEventListener('beforeunload', (event) => {
    if (isBegun()) event.preventDefault();
  });
}
