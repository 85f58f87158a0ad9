const SEVERAL = /[,;/\n]|\s(?:или|немесе|және|и)\s/u;
/** Kazakhstan's numbers: 7 or 8 for inside the country, then ten digits. */
const NATIONAL = /^[78]?(\d{10})$/;
const ENDINGS = [7, 6, 5, 4];

/**
 * Under which runs of digits a telephone is found, however it was written: with 7, with 8, without either, and by its last
 * digits. A field may hold several telephones.
 */
export function phoneForms(field: string): string[] {
  return field.split(SEVERAL).flatMap((phone) => {
    const digits = phone.replace(/\D/gu, '');
    const national = NATIONAL.exec(digits)?.[1];
    const whole = national ? [`7${national}`, `8${national}`, national] : [digits];
    const endings = ENDINGS.filter((length) => length < (national ?? digits).length).map((length) =>
      digits.slice(-length),
    );
    return [...whole, ...endings].filter((form) => form !== '');
  });
}
