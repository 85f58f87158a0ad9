import type { Both } from '../../shared/domain/log/line.ts';

/** What a talon says. Texts are printed as given; an empty one leaves its line out. */
export type Talon = {
  /** 18 digits. */
  number: string;
  /** The number in the state's register, `ЖТ-2026-00001234`; '' until it is known (domain §0.4). */
  official: string;
  /** Where the citizen sees the state of the paper; in the QR code. Empty: no QR code. */
  statusUrl: string;
  /** The desk has no code from the registry yet: the talon says so, unmistakably. */
  sample: boolean;
  /** 02.12.2026: printed before, and again on this day; '' on the original. */
  duplicateOn: string;
  body: Both;
  /** 01.12.2026 */
  acceptedDate: string;
  /** 14:05 */
  acceptedTime: string;
  kind: Both;
  /** By initials only: talons get lost. */
  applicant: string;
  sheets: number;
  attachments: number;
  /** 22.12.2026; undefined when the paper has no term. */
  dueDate: string | undefined;
  /** Surname and initials, and the post: the law asks for both (АППК art. 64(2)). */
  receiver: { name: string; post: Both };
  channels: { site?: string; sms?: string; phones: string[]; complaintPhone?: string };
};
