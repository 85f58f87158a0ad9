/**
 * Which of an office's records a site may write: any of them, but sites are entered by the centre alone, since their keys are what
 * signatures are verified against, and each is continued by itself.
 */
export function ownRecord(doc, old, user) {
  if (!/^[a-z][a-zA-Z]{0,15}(:[\w.-]{1,60})?$/.test(doc._id) || doc._id.split(':')[0] !== doc.book)
    throw { forbidden: 'malformedRecord' };
  if (doc.book === 'site' && (!old || user.name !== 'site-' + doc._id.slice(5))) throw { forbidden: 'notOwnSite' };
}
