import type { Paper, Verify } from '../../../shared/domain/log/line.ts';
import { proveLines } from '../../../shared/domain/log/prove.ts';

/** Sites and their keys, as they are known here. */
export type Sites = {
  keyOf(site: string): string | undefined;
  isRevoked(site: string): boolean;
};

/** The registry as a site: who enters sites, and takes their trust back. */
export type Centre = { site: string; publicKey: string };

/**
 * What is known of sites once a bundle's own records are read: a sister may bring the entry of a site that this desk has not heard of. It
 * is believed when the registry signed it.
 */
export function sitesWith(
  known: Sites,
  centre: Centre | undefined,
  verify: Verify,
): Sites & { note(record: Paper): void } {
  const entered = new Map<string, string>();
  const revoked = new Set<string>();
  const keyOf = (site: string) => (site === centre?.site ? centre.publicKey : (known.keyOf(site) ?? entered.get(site)));
  return {
    keyOf,
    isRevoked: (site) => known.isRevoked(site) || revoked.has(site),
    note(record) {
      const { publicKey } = (record.entry ?? {}) as { publicKey?: unknown };
      if (record.book !== 'site' || !record.id.startsWith('site:') || typeof publicKey !== 'string') return;
      const site = record.id.slice('site:'.length);
      // Its own lines may stand between the registry's: they are proved by the very key that is to be believed.
      const withOwn = (asked: string) => keyOf(asked) ?? (asked === site ? publicKey : undefined);
      const byCentre = proveLines(record, undefined, withOwn, verify).log.filter((line) => line.site === centre?.site);
      if (byCentre.length > 0 && keyOf(site) === undefined) entered.set(site, publicKey);
      if (byCentre.some((line) => line.do === 'revoke') && keyOf(site) === publicKey) revoked.add(site);
    },
  };
}
