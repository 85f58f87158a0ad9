/** Kazakhstan's numbers without the country's 7 or 8. */
const NATIONAL = /^\d{10}$/;
const ENDINGS = [7, 6, 5, 4];

/**
 * Under which runs of digits a telephone is found, however it is asked for: with 7, with 8, without either, and by its last
 * digits.
 *
 * @param phone as `phonesIn` gives it
 */
export function phoneForms(phone: string): string[] {
  const whole = NATIONAL.test(phone) ? [`7${phone}`, `8${phone}`, phone] : [phone];
  return [...whole, ...ENDINGS.filter((length) => length < phone.length).map((length) => phone.slice(-length))];
}
