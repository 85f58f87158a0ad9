/** Fingers bounce, and cheap keyboards chatter. */
const AT_ONCE_MS = 500;

/** The key that began the form on the screen, and when by the page's clock. */
let began = { key: '', at: Number.NEGATIVE_INFINITY };

export function noteBegunBy(key: string): void {
  began = { key, at: performance.now() };
}

/** Whether the key that began the form was pressed twice at once: it is meant once, and not as what it would mean in the form. */
export function isDoublePress({ key, timeStamp }: Pick<KeyboardEvent, 'key' | 'timeStamp'>): boolean {
  return key === began.key && timeStamp - began.at < AT_ONCE_MS;
}
