/**
 * Whether a number is the site's to give: 18 digits with Damm's check digit, a desk and a sequence, and a role
 * `desk-<agency>-<desk>-<year>` of the same agency and desk, granted in the number's year or before. With a last year behind it
 * (`-<year>`) it is of a code that the computer had under a former name: what it had not sent then still comes in. Otherwise later years are not bounded: there is no clock here but the line's own, and a desk whose clock ran ahead once stays in that year. Whoever fills
 * years to come fills them for himself: a code with such numbers is granted to nobody else (registry/provisioning/desk-codes.ts).
 */
export function ownNumber(number, roles) {
  if (!/^\d{9}(?!00)\d\d(?!000000)\d{7}$/.test(number)) throw { forbidden: 'malformedNumber' };
  var table = '0317598642709215486342068713591750983426612304597836742095815869720134894536201794386172052581436790';
  var check = 0;
  for (var i = 0; i < 18; i++) check = +table.charAt(check * 10 + +number.charAt(i));
  if (check !== 0) throw { forbidden: 'malformedNumber' };
  var own = 'desk-' + number.slice(0, 7) + '-' + number.slice(9, 11) + '-';
  var year = number.slice(7, 9);
  for (var j = 0; j < roles.length; j++)
    if (roles[j].slice(0, 16) === own && roles[j].slice(16, 18) <= year && year <= (roles[j].slice(19) || '99')) return;
  throw { forbidden: 'notOwnNumber' };
}
