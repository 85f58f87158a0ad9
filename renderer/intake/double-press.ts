/** Fingers bounce, and cheap keyboards chatter. */
const AT_ONCE_MS = 500;

/** The name under which a click is noted; no key has it. */
const CLICK = 'click';

/** The key that began the form on the screen, or the click that changed what is put aside, and when by the page's clock. */
let began = { key: '', at: Number.NEGATIVE_INFINITY };

export function noteBegunBy(key: string): void {
  began = { key, at: performance.now() };
}

/** Whether the key that began the form was pressed twice at once: it is meant once, and not as what it would mean in the form. */
export function isDoublePress({ key, timeStamp }: Pick<KeyboardEvent, 'key' | 'timeStamp'>): boolean {
  return key === began.key && timeStamp - began.at < AT_ONCE_MS;
}

/**
 * Whether a click is the second of a double one, on what has come beneath the pointer by the first; one that is not is noted. Buttons are
 * pressed by keys too: the focus goes on from them, so that those mean what they say.
 */
export function isDoubleClick({ detail, timeStamp }: Pick<MouseEvent, 'detail' | 'timeStamp'>): boolean {
  if (detail === 0) return false;
  if (isDoublePress({ key: CLICK, timeStamp })) return true;
  noteBegunBy(CLICK);
  return false;
}
