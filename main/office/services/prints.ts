import { z } from 'zod';
import { type Print, printSchema } from '../../../shared/contract/shapes.ts';
import { parseNumber } from '../../../shared/domain/number/paper-number.ts';
import { createGate } from '../gate.ts';
import { createChanges } from '../live.ts';
import type { OpenOffice } from '../open/open-office.ts';

/** So many prints of one paper are remembered, the first among them. */
const REMEMBERED = 50;

const storedSchema = z.object({ prints: z.array(printSchema) });

export type PrintLog = ReturnType<typeof createPrintLog>;

/** Which of the things that are printed of a paper. */
export type Printed = Pick<Print, 'format' | 'letter'>;

/** What a print will be: the original, or a duplicate with its date. */
export type Turn = { at: string; duplicate: boolean };

/**
 * What was printed of each paper at this computer. It stays here: it is neither replicated nor part of the paper's log. The
 * talon's first print and the label's are originals, all later ones duplicates, in whatever format. Only the desk whose code the
 * number carries can know which talon is the first: what any other desk prints of it is a duplicate. Letters are written at any desk; a
 * second copy of one, in whatever language, is on record as a duplicate and looks like the first: one is sent, one is filed.
 */
export function createPrintLog(office: Pick<OpenOffice, 'store' | 'now' | 'clerk' | 'gate' | 'site'>) {
  const { local } = office.store;
  const changes = createChanges();
  const oneByOne = createGate();

  async function printsOf(number: string): Promise<Print[]> {
    const stored = await local.findOne(keyOf(number)).exec();
    const value = storedSchema.safeParse(stored?.toJSON().value);
    return value.success ? value.data.prints : [];
  }

  function turnOf(number: string, prints: readonly Print[], wanted: Printed): Turn {
    const before = prints.some((print) => thingOf(print) === thingOf(wanted));
    const duplicate = before || (wanted.letter === undefined && isElsewheres(number));
    return { at: new Date(office.now()).toISOString(), duplicate };
  }

  /** By the code in the number. A store that was restored has a new code, and knows as little of what was printed under the old one. */
  function isElsewheres(number: string): boolean {
    const parsed = parseNumber(number);
    return parsed.ok && parsed.number.desk !== Number(office.site.desk);
  }

  return {
    changes,
    printsOf,
    /** What the next print would be. */
    next: async (number: string, wanted: Printed): Promise<Turn> => turnOf(number, await printsOf(number), wanted),
    /**
     * Prints in its turn and puts it on record once `print` has gone through; what failed was no print. Two at once are an
     * original and a duplicate.
     */
    take: <T>(
      { number, way, ...wanted }: Printed & Pick<Print, 'way'> & { number: string },
      print: (turn: Turn) => Promise<T>,
    ): Promise<T> =>
      oneByOne(async () => {
        const by = office.clerk();
        const before = await printsOf(number);
        const turn = turnOf(number, before, wanted);
        const printed = await print(turn);
        const [first, ...later] = [...before, { ...turn, by, ...wanted, way }];
        const prints = [first!, ...later.slice(1 - REMEMBERED)];
        await office.gate(async () => void (await local.upsert({ id: keyOf(number), value: { prints } })));
        changes.notify();
        return printed;
      }),
  };
}

const keyOf = (number: string) => `prints:${number}`;

/** The talon in whatever format, the label, or one letter about one line. */
function thingOf({ format, letter }: Printed): string {
  if (letter) return `${letter.letter} ${letter.about}`;
  return format === 'label58' ? 'label' : 'talon';
}
