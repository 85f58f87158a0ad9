import { describe, expect, test } from 'vitest';
import { checkSetUp, emptySetUp } from './set-up.ts';

const filled = () => ({
  ...emptySetUp(),
  name: { kk: ' Атырау облысы әкімінің аппараты ', ru: 'Аппарат акима Атырауской области' },
  region: '23',
  clerk: { name: 'Сейтова Айгүл Болатқызы', post: { kk: 'бас маман', ru: 'главный специалист' } },
});

describe('setting up an office', () => {
  test('takes what was typed, without the blanks around it and without empty phones', () => {
    const values = filled();
    values.channels.phone2 = '  ';
    expect(checkSetUp(values, true)).toEqual({
      setUp: {
        name: { kk: 'Атырау облысы әкімінің аппараты', ru: 'Аппарат акима Атырауской области' },
        region: '23',
        clerk: values.clerk,
        channels: { site: '', sms: '1012', phones: ['1414'], complaintPhone: '115' },
      },
    });
  });

  test('names every field that is missing', () => {
    expect(checkSetUp(emptySetUp(), true)).toEqual({
      errors: {
        'name.kk': 'required',
        'name.ru': 'required',
        region: 'required',
        'clerk.name': 'required',
        'clerk.post.kk': 'required',
        'clerk.post.ru': 'required',
      },
    });
  });

  test('asks for a passphrase, twice the same, only where the system keeps no keys', () => {
    const values = filled();
    expect(checkSetUp({ ...values, passphrase: 'short' }, false)).toEqual({
      errors: { passphrase: 'passphraseTooShort' },
    });
    expect(checkSetUp({ ...values, passphrase: 'long enough', passphraseAgain: 'long enouhg' }, false)).toEqual({
      errors: { passphraseAgain: 'passphraseDiffers' },
    });
    const good = { ...values, passphrase: 'long enough', passphraseAgain: 'long enough' };
    expect(checkSetUp(good, false)).toMatchObject({ setUp: { passphrase: 'long enough' } });
    expect(checkSetUp(good, true)).not.toHaveProperty('setUp.passphrase');
  });
});
