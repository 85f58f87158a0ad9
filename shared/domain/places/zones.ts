/**
 * IANA zone of a region (KATO `AB`), as the time zone database names them. Since 01.03.2024 all keep UTC+5; they still differ
 * for older papers.
 */
export function zoneOfRegion(region: string): string {
  return ownZones[region] ?? 'Asia/Almaty';
}

const ownZones: Readonly<Record<string, string>> = {
  '15': 'Asia/Aqtobe',
  '23': 'Asia/Atyrau',
  '27': 'Asia/Oral',
  '39': 'Asia/Qostanay',
  '43': 'Asia/Qyzylorda',
  '47': 'Asia/Aqtau',
};
