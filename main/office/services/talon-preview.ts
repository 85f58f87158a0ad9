import { type AppealEntry, appeals, emptyAppeal } from '../../../shared/books/appeals.ts';
import type { TalonFormatName } from '../../../shared/contract/shapes.ts';
import { registrationDay } from '../../../shared/domain/law/registration-day.ts';
import type { Line, Paper } from '../../../shared/domain/log/line.ts';
import { dammDigit } from '../../../shared/domain/number/damm.ts';
import { numberPrefix } from '../../../shared/domain/number/paper-number.ts';
import { cleanLine } from '../../../shared/domain/text/clean-text.ts';
import type { Papers } from '../../papers/index.ts';
import type { OpenOffice } from '../open/open-office.ts';
import { localDate } from './local-time.ts';
import { talonOf } from './talons.ts';

/**
 * The talon as it would print if the form were registered now, whatever is filled in of it so far: what is missing or no value
 * at all is left out. Its number, sequence 000000, is never issued.
 */
export async function previewTalon(
  office: OpenOffice,
  papers: Papers,
  intake: unknown,
  format: TalonFormatName,
): Promise<Uint8Array> {
  return papers.renderTalon(talonOf(office, paperToBe(office, intake)), format);
}

function paperToBe(office: OpenOffice, typed: unknown): Paper<AppealEntry> {
  const { region, agency, zone } = office.records.settings;
  const acceptedAt = new Date(office.now()).toISOString();
  const today = localDate(office.now(), zone);
  const { site, assets } = office;
  // A site that waits for its desk code shows any: nobody has this number.
  const desk = Number(site.desk || '1');
  const digits = `${numberPrefix({ region, agency, year: Number(today.slice(0, 4)), desk })}000000`;
  const intake = filledIn(emptyAppeal(today), typed);
  const { applicant } = intake;
  return {
    id: digits + dammDigit(digits),
    book: appeals.id,
    entry: {
      receipt: {
        acceptedAt,
        registeredOn: registrationDay(acceptedAt, zone, assets.law).registeredOn,
        zone,
        agency: region + agency,
        sample: site.sample,
        clockBehind: false,
      },
      applicant: { ...applicant, idWarnings: [], representative: { ...applicant.representative, idWarnings: [] } },
      paper: intake.paper,
      handling: intake.handling,
    },
    log: [lineToBe(office, acceptedAt)],
  };
}

/** Never sealed nor stored: the talon only asks it who takes the paper; until somebody is chosen its place stays empty. */
function lineToBe(office: OpenOffice, at: string): Line {
  const by = office.session.person() ?? { id: '', name: '', post: { kk: '', ru: '' } };
  const open = { id: '', v: 1, at, by, site: office.site.site, n: 0, after: [], data: {} };
  return { ...open, do: 'register', hash: '', sig: '' };
}

/** The pattern with what was typed wherever that is of the same kind; talons have no room for more than a line. */
function filledIn<T>(pattern: T, typed: unknown): T;
function filledIn(pattern: unknown, typed: unknown): unknown {
  if (typeof pattern === 'string') return typeof typed === 'string' ? cleanLine(typed.slice(0, LONGEST)) : pattern;
  if (typeof pattern === 'number')
    return Number.isSafeInteger(typed) ? Math.min(Math.max(typed as number, 0), 1_000_000) : pattern;
  if (typeof pattern !== 'object' || pattern === null) return typeof typed === typeof pattern ? typed : pattern;
  const given = typeof typed === 'object' && typed !== null ? (typed as Record<string, unknown>) : {};
  return Object.fromEntries(Object.entries(pattern).map(([key, value]) => [key, filledIn(value, given[key])]));
}

const LONGEST = 500;
