import { describe, expect, it } from 'vitest';
import { formerRegions, isRegionCode, parseKatoCode, regions } from './kato-code.ts';

describe('place codes', () => {
  it('know 17 regions and 3 cities, each in Kazakh and Russian', () => {
    expect(regions).toHaveLength(20);
    expect(new Set(regions.map((region) => region.code)).size).toBe(20);
    expect(regions.filter((region) => region.kk.endsWith('облысы'))).toHaveLength(17);
    expect(regions.filter((region) => region.kk.endsWith('қаласы'))).toHaveLength(3);
    expect(regions.filter((region) => region.ru.includes('область'))).toHaveLength(17);
    expect(regions.filter((region) => region.ru.startsWith('г. '))).toHaveLength(3);
  });

  it.each([
    ['230000000', 'region', []],
    ['231000000', 'district', ['230000000']],
    ['234600000', 'district', ['230000000']],
    ['191003000', 'ruralDistrict', ['190000000', '191000000']],
    ['101033000', 'ruralDistrict', ['100000000', '101000000']],
    ['101033102', 'settlement', ['100000000', '101000000', '101033000']],
    ['231000100', 'settlement', ['230000000', '231000000']],
    ['711110000', 'ruralDistrict', ['710000000', '711100000']],
  ])('%s is a %s within %j', (code, level, parents) => {
    expect(parseKatoCode(code)).toEqual({ code, level, region: code.slice(0, 2), parents });
  });

  it('of old addresses lead to their successors', () => {
    expect(parseKatoCode('511000000')?.region).toBe('51');
    expect(formerRegions.find((region) => region.code === '51')?.successors).toEqual(['61', '79']);
    for (const { code, successors } of formerRegions) {
      expect(regions.some((region) => region.code === code)).toBe(false);
      expect(successors.every((successor) => regions.some((region) => region.code === successor))).toBe(true);
    }
  });

  it('tell which regions have had their code only since 2018 or 2022', () => {
    const since = (year: number) => regions.filter((region) => region.since === year).map((region) => region.code);
    expect(since(2018)).toEqual(['61', '79']);
    expect(since(2022)).toEqual(['10', '33', '62']);
  });

  it.each(['', '23', '23000000', '2300000000', '23000000x', '990000000', '٢٣٠٠٠٠٠٠٠'])(
    'are not read from %j',
    (text) => {
      expect(parseKatoCode(text)).toBeUndefined();
    },
  );

  it('of regions are two digits that have been in use', () => {
    expect(['23', '51', '10'].every(isRegionCode)).toBe(true);
    expect(['00', '99', '2', '230', ''].some(isRegionCode)).toBe(false);
  });
});
