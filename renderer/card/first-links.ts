/** One paper of a whole village's can have hundreds. */
const MOST_SHOWN = 20;

/** The links that a card shows, and how many more there are. */
export function firstLinks<Link>(links: readonly Link[]): { shown: readonly Link[]; more: number } {
  return { shown: links.slice(0, MOST_SHOWN), more: Math.max(0, links.length - MOST_SHOWN) };
}
