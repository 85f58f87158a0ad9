import { centre } from './centre.js';
import { ordinary } from './ordinary.js';

/**
 * The check of `agency-<7 digits>-scans`: files and pieces of files, named by the SHA-256 of what is in them. Each is written once;
 * what an attachment brings later may only add to it.
 */
export function scans(doc, old, user) {
  if (centre(user)) return;
  ordinary(doc, old);
  if (!/^[0-9a-f]{64}(:\d{1,6})?$/.test(doc._id)) throw { forbidden: 'malformedScan' };
  for (var field in doc) {
    if (!/^(_id|_rev|_revisions|_attachments|bytes|type|pieces|data)$/.test(field)) throw { forbidden: 'unknownField' };
    if (old && field.charAt(0) !== '_' && doc[field] !== old[field]) throw { forbidden: 'scanChanged' };
  }
  for (var kept in old) if (kept.charAt(0) !== '_' && doc[kept] !== old[kept]) throw { forbidden: 'scanChanged' };
  var attached = (old && old._attachments) || {};
  for (var name in attached)
    if (!doc._attachments || !doc._attachments[name] || doc._attachments[name].digest !== attached[name].digest)
      throw { forbidden: 'scanChanged' };
  if (doc.data !== undefined && (typeof doc.data !== 'string' || doc.data.length > 98304))
    throw { forbidden: 'tooLong' };
}
