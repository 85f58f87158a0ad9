/** Ways of delivery, of papers and of answers (domain §2.4). */
export const ways = [
  'byHand',
  'post',
  'electronic',
  'oral',
  'videoAppeal',
  'personalReception',
  'hotLine',
  'blog',
] as const;
