import type { AppealEntry } from './entry.ts';

/** To whom what is sent of a paper goes: of a collective one also its one contact person (domain §1.4), whom the post finds. */
export function addresseeOf({ type, contact }: AppealEntry['applicant'], name: string): string {
  return [name, type === 'collective' && contact !== name ? contact : ''].filter((part) => part !== '').join(', ');
}
