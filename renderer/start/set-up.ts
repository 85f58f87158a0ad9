import { type SetUp, setUpSchema } from '../../shared/contract/shapes.ts';
import { passphraseFault } from './new-passphrase.ts';

/** What the form holds: as the contract takes it, the passphrase twice. */
export type SetUpValues = {
  name: { kk: string; ru: string };
  region: string;
  clerk: { name: string; post: { kk: string; ru: string } };
  channels: { site: string; sms: string; phone1: string; phone2: string; complaintPhone: string };
  passphrase: string;
  passphraseAgain: string;
};

/** An empty form with the national channels filled in (domain §2.1). */
export function emptySetUp(): SetUpValues {
  return {
    name: { kk: '', ru: '' },
    region: '',
    clerk: { name: '', post: { kk: '', ru: '' } },
    channels: { site: '', sms: '1012', phone1: '1414', phone2: '8 800 080 7777', complaintPhone: '115' },
    passphrase: '',
    passphraseAgain: '',
  };
}

/** Errors by the path of their field; keys of `problems.field`, or one of the two kinds a passphrase has of its own. */
export type SetUpErrors = Record<string, string>;

/**
 * Checks the form as the office will.
 *
 * @param vault the system keeps keys: no passphrase is asked for
 */
export function checkSetUp(values: SetUpValues, vault: boolean): { errors: SetUpErrors } | { setUp: SetUp } {
  const { name, region, clerk, channels, passphrase, passphraseAgain } = values;
  const { site, sms, complaintPhone, phone1, phone2 } = channels;
  const phones = [phone1, phone2].map((phone) => phone.trim()).filter((phone) => phone !== '');
  const checked = setUpSchema.safeParse({
    name,
    region,
    clerk,
    channels: { site: site.trim(), sms: sms.trim(), phones, complaintPhone: complaintPhone.trim() },
    ...(!vault && { passphrase }),
  });
  const errors: SetUpErrors = {};
  for (const { path, message } of checked.error?.issues ?? []) errors[path.join('.')] ??= message;
  const fault = vault ? undefined : passphraseFault(passphrase, passphraseAgain);
  if (fault === 'passphraseTooShort') errors.passphrase = fault;
  else if (fault) errors.passphraseAgain = fault;
  return checked.success && Object.keys(errors).length === 0 ? { setUp: checked.data } : { errors };
}
