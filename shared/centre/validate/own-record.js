/**
 * Which of an office's records a site may write: any of them, but sites are entered and revoked by the centre alone, since their keys are
 * what signatures are verified against. Whose lines count among the others is proved where they are read (shared/books/office-state.ts).
 */
export function ownRecord(doc) {
  if (!/^[a-z][a-zA-Z]{0,15}(:[\w.-]{1,60})?$/.test(doc._id) || doc._id.split(':')[0] !== doc.book)
    throw { forbidden: 'malformedRecord' };
  if (doc.book === 'site') throw { forbidden: 'notOwnSite' };
}
