/**
 * Whether a value has the form of a line (shared/domain/log/line.ts): its eleven fields and no other, also in the author. Whether hash and signature are
 * true is for those who have time to compute (shared/domain/log/check.ts).
 */
export function isLine(line) {
  if (!line || typeof line !== 'object') return false;
  var by = line.by;
  if (!by || !by.post || !Array.isArray(line.after) || !line.data) return false;
  // Each of them is looked at below: with none beside them, there is no other.
  if (Object.keys(line).length !== 11 || Object.keys(by).length !== 3 || Object.keys(by.post).length !== 2)
    return false;
  for (var i = 0; i < line.after.length; i++)
    if (!/^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-z]{12}$/.test(line.after[i])) return false;
  return (
    typeof line.id === 'string' &&
    /^[0-9a-f]{12}-[0-9a-f]{4}-[0-9a-z]{12}$/.test(line.id) &&
    typeof line.at === 'string' &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(line.at) &&
    line.site === line.id.slice(18) &&
    line.v > 0 &&
    line.v % 1 === 0 &&
    line.n > 0 &&
    line.n % 1 === 0 &&
    typeof line['do'] === 'string' &&
    /^[a-zA-Z]{1,40}$/.test(line['do']) &&
    typeof line.data === 'object' &&
    !Array.isArray(line.data) &&
    typeof by.id === 'string' &&
    typeof by.name === 'string' &&
    typeof by.post.kk === 'string' &&
    typeof by.post.ru === 'string' &&
    typeof line.hash === 'string' &&
    /^[\w-]{43}$/.test(line.hash) &&
    typeof line.sig === 'string' &&
    /^[\w-]{86}$/.test(line.sig)
  );
}
