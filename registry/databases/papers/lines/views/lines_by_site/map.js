/** When a site wrote its lines, milliseconds since 1970: reduced, how many and the last. */
export function map(doc) {
  if (!doc.log) return;
  for (var i = 0; i < doc.log.length; i++) emit(doc.log[i].site, parseInt(doc.log[i].id.slice(0, 12), 16));
}
