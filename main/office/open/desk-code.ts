import type { MarkValue } from '../../store/mark.ts';

/**
 * Whether this store may go on as its site, under its desk code. A store that lacks numbers or lines which the mark knows was
 * restored, rolled back or copied; a mark of another computer came along with a copied folder; a store without a mark cannot
 * prove the opposite. None may issue under the old code, nor go on with the running numbers of its lines.
 *
 * @param greatest the greatest sequence in the store for the site's desk and a year; 0 for none
 * @param lastLine the greatest running number of the site's lines in the store
 */
export function storeIsOld(
  site: { site: string; desk: string },
  machine: string,
  mark: MarkValue | undefined,
  greatest: (year: number) => number,
  lastLine: number,
): boolean {
  if (!mark) return true;
  if (mark.site !== site.site || mark.machine !== machine || mark.n > lastLine) return true;
  return Object.entries(mark.used[site.desk] ?? {}).some(([year, sequence]) => sequence > greatest(Number(year)));
}

/** A desk code that was never used here, or undefined when all 99 are. */
export function freshDeskCode(used: Iterable<string>): string | undefined {
  const greatest = Math.max(0, ...[...used].map(Number));
  return greatest < 99 ? String(greatest + 1).padStart(2, '0') : undefined;
}
