/** Whether two JSON values are equal, whatever the order of their fields. */
export function same(a, b) {
  if (a === b) return true;
  if (!a || !b || typeof a !== 'object' || typeof b !== 'object' || Array.isArray(a) !== Array.isArray(b)) return false;
  var key;
  for (key in a) if (!Object.prototype.hasOwnProperty.call(b, key) || !same(a[key], b[key])) return false;
  for (key in b) if (!Object.prototype.hasOwnProperty.call(a, key)) return false;
  return true;
}
