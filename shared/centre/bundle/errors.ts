/**
 * Why a bundle is refused, whole: nothing of it has been taken over. Stable; there are words for each.
 * - `bundleNone`: the file is no bundle;
 * - `bundleNewer`: a newer Kense made it;
 * - `bundleNotForUs`: it is sealed to somebody else;
 * - `bundleDamaged`: cut off or altered on its way;
 * - `bundleUnknownSender`: who made it is not known here, or it was made in another's name;
 * - `bundleRevokedSender`: the registry has taken its trust back from who made it;
 * - `bundleOtherAgency`: it holds another agency's papers.
 */
export type BundleProblem =
  | 'bundleNone'
  | 'bundleNewer'
  | 'bundleNotForUs'
  | 'bundleDamaged'
  | 'bundleUnknownSender'
  | 'bundleRevokedSender'
  | 'bundleOtherAgency';

export class BundleError extends Error {
  override readonly name = 'BundleError';
  readonly code: BundleProblem;

  constructor(code: BundleProblem, message: string) {
    super(message);
    this.code = code;
  }
}
