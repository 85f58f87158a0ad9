import type { Printing } from '../office/ports.ts';
import { cupsPrinting } from '../printing/cups.ts';

export function systemPrinting(): Printing | undefined {
  return cupsPrinting();
}
