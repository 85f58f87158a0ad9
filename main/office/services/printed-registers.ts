import { z } from 'zod';
import { personSchema } from '../../../shared/contract/shapes.ts';
import type { OpenOffice } from '../open/open-office.ts';

const printedSchema = z.object({ of: z.enum(['journal', 'control']), at: z.string(), by: personSchema });
type Printed = z.infer<typeof printedSchema>;

const KEY = 'printed-registers';
/** So many prints are remembered; the earliest go first. */
const REMEMBERED = 500;

/** Registers and control lists that were printed at this computer: what, when, by whom; never what stood in them. */
export async function notePrinted({ store, gate }: OpenOffice, printed: Printed): Promise<void> {
  await gate(async () => {
    const prints = [...(await printedRegisters({ store })), printed].slice(-REMEMBERED);
    await store.local.upsert({ id: KEY, value: { prints } });
  });
}

/** The first first. */
export async function printedRegisters({ store }: Pick<OpenOffice, 'store'>): Promise<Printed[]> {
  const value = (await store.local.findOne(KEY).exec())?.toJSON().value;
  return z.object({ prints: z.array(printedSchema) }).safeParse(value).data?.prints ?? [];
}
