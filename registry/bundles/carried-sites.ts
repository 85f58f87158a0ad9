import { siteRules } from '../../shared/books/office-records.ts';
import { fold } from '../../shared/domain/log/fold.ts';
import type { Line } from '../../shared/domain/log/line.ts';
import type { Gone } from '../provisioning/gone.ts';

type Carried = { _id: string; [field: string]: unknown };

/**
 * Sites that the records of a bundle name, with the codes and years of the papers of theirs that it brings. Nobody has proved any of it: who is not known
 * here was entered by a registry that is no more.
 *
 * @param agency whose papers they are
 */
export function carriedSites(agency: string) {
  const records = new Map<string, Omit<Gone, 'desks'>>();
  const desks = new Map<string, Gone['desks']>();

  function noteRecord({ _id, book, entry, log }: Carried): void {
    try {
      const paper = { id: _id, book, entry, log } as never;
      const { publicKey, name, desk, deskFrom } = fold(siteRules, paper, undefined).state;
      const site = _id.slice('site:'.length);
      records.set(site, { site, publicKey, name });
      if (desk !== '') noteDesk(site, desk, deskFrom);
    } catch {
      // None that a registry has written.
    }
  }

  function noteDesk(site: string, code: string, year: number): void {
    const own = desks.get(site) ?? [];
    const known = own.find((one) => one.code === code);
    if (!known) own.push({ code, from: year, until: year });
    else [known.from, known.until] = [Math.min(known.from, year), Math.max(known.until, year)];
    desks.set(site, own);
  }

  return {
    note(database: 'office' | 'papers', documents: readonly Carried[]): void {
      for (const document of documents) {
        const { _id, book, log } = document;
        if (database === 'office' && book === 'site') noteRecord(document);
        if (database === 'office' || !Array.isArray(log)) continue;
        const registered = (log as Partial<Line>[]).find((line) => line?.do === 'register');
        const isOurs = /^\d{18}$/.test(_id) && _id.startsWith(agency);
        if (isOurs && typeof registered?.site === 'string')
          noteDesk(registered.site, _id.slice(9, 11), 2000 + Number(_id.slice(7, 9)));
      }
    },
    /** Those of whom there is a record. */
    all: (): Gone[] => [...records.values()].map((one) => ({ ...one, desks: desks.get(one.site) ?? [] })),
  };
}
