import type { IsoDate } from '../../shared/domain/date/iso-date.ts';
import { checkBin, checkIin } from '../../shared/domain/identity/iin-bin.ts';
import { cleanLine } from '../../shared/domain/text/clean-text.ts';
import { plainDigits } from '../../shared/domain/text/digits.ts';
import type { Values } from './earlier-applicant.ts';
import { type FieldPath, fieldPaths } from './fields.ts';

/** Particulars stand at the beginning of a letter or at its end. Characters. */
const LOOKED_AT = 4_000;

/** The fields of which values name, in the order of the screen. */
export function fieldsOf(values: Values): FieldPath[] {
  return fieldPaths.filter((path) => path !== 'applicant.type' && (values[path] ?? '') !== '');
}

/**
 * Particulars of the applicant that stand in a pasted block: only what is sure. A number counts when its check digit is right, a name
 * when it says so or ends as patronymics do; names in other cases («от Алимкуловой») are left alone, since they would be filled in wrongly.
 *
 * @param today the agency's calendar date
 */
export function recogniseFields(block: string, today: IsoDate): Values {
  const text = block.length <= 2 * LOOKED_AT ? block : `${block.slice(0, LOOKED_AT)}\n${block.slice(-LOOKED_AT)}`;
  const bin = numberIn(text, (digits) => checkBin(digits, today).warnings.length === 0);
  const iin = numberIn(text, (digits) => checkIin(digits, today).warnings.length === 0);
  // Who gives their own IIN beside a firm's BIN writes about the firm.
  const isFirms = bin !== undefined && iin === undefined;
  const values: Record<string, string | undefined> = {
    'applicant.type': isFirms ? 'legalEntity' : undefined,
    'applicant.idNumber': isFirms ? bin : iin,
    'applicant.name': isFirms ? firmIn(text) : personIn(text),
    'applicant.phone': phoneIn(text),
    'applicant.email': EMAIL.exec(text)?.[0],
    ...addressIn(text),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''));
}

const TWELVE = /(?<![\p{Nd}])\p{Nd}{6}[ \u00A0-]?\p{Nd}{6}(?![\p{Nd}])/gu;
const PHONE = /(?<![\p{L}\p{Nd}])(?:\+[ ]?7|8)[\s(-]{0,3}7\d{2}[\s)-]{0,3}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)/u;
const EMAIL = /[a-z0-9][\w.+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/i;

function numberIn(text: string, isRight: (digits: string) => boolean): string | undefined {
  return text.match(TWELVE)?.map(plainDigits).find(isRight);
}

function phoneIn(text: string): string | undefined {
  const found = PHONE.exec(text)?.[0];
  return found && cleanLine(found);
}

const WORD = String.raw`\p{Lu}[\p{Ll}'’]+(?:-\p{Lu}[\p{Ll}'’]+)*`;
const PATRONYMIC = String.raw`\p{Lu}\p{Ll}+(?:вич|ич|вна|чна|ұлы|қызы|улы|кызы|ulı|uly|qyzy)|\p{Lu}\p{Ll}+ (?:ұлы|қызы|улы|кызы|оглы|кызы)`;
/** Surname, name and a patronymic in the nominative. */
const FULL_NAME = new RegExp(String.raw`(?<!\p{L})${WORD} ${WORD} (?:${PATRONYMIC})(?!\p{L})`, 'u');
const NAME_LABEL =
  /(?:ф\.? ?и\.? ?о\.?|аты-жөні|тегі, аты(?:, әкесінің аты)?|заявитель|(?:жолданым|өтініш|арыз) беруші)[ \t]*[:–-][ \t]*([^\n]+)/iu;
const NAME_ALONE = new RegExp(`^(?:${WORD})(?: (?:${WORD}|${PATRONYMIC})){1,3}$`, 'u');

function personIn(text: string): string | undefined {
  const labelled = cleanLine((NAME_LABEL.exec(text)?.[1] ?? '').split(/[,;]|\s{2,}/)[0] ?? '');
  if (NAME_ALONE.test(labelled)) return labelled;
  return FULL_NAME.exec(text.replace(/[^\S\n]+/g, ' '))?.[0];
}

const FORM = '(?:ТОО|ЖШС|АО|АҚ|ИП|ЖК|КХ|ШҚ|ГУ|ММ|КГУ|КММ|РГП|ПК|ОО|ҚБ)';
const FIRM = new RegExp(
  String.raw`(?<!\p{L})(?:${FORM} ?[«"“„][^»"”\n]{1,200}[»"”]|[«"“„][^»"”\n]{1,200}[»"”] ?${FORM}(?!\p{L}))`,
  'u',
);

function firmIn(text: string): string | undefined {
  const found = FIRM.exec(text)?.[0];
  return found && cleanLine(found);
}

const ADDRESS =
  /(?:мекен-?жайы?|(?:почтовый |юридический )?адрес|проживающ\p{L}*(?: по адресу)?|тұратын(?: мекен-?жайы?)?)[ \t]*[:–-]?[ \t]+([^\n]{5,300})/iu;
/** Where the name of the place ends and that of the street begins. */
const STREET =
  /(?:^|[,;])\s*(?=(?:ул\.?|улица|пр\.?|пр-т|проспект|пер\.?|переулок|мкр\.?|мкрн|микрорайон|д\.|дом)(?![\p{L}-])|[^,;]*(?:көшесі|даңғылы|ықшам ауданы|шағын ауданы|(?:\d|-)үй)(?!\p{L}))/iu;

function addressIn(text: string): Values {
  const line = ADDRESS.exec(text)?.[1];
  if (line === undefined) return {};
  const address = cleanLine(line.split(/(?:,|;)?\s*(?:тел|моб|ұялы|ЖСН|ИИН|e-?mail)(?!\p{L})/iu)[0]!).replace(
    /[.,;]+$/,
    '',
  );
  const at = STREET.exec(address);
  if (!at) return { 'applicant.street': address };
  const place = address.slice(0, at.index).trim();
  const street = address.slice(at.index + at[0].length).trim();
  return { ...(place !== '' && { 'applicant.place': place }), 'applicant.street': street };
}
