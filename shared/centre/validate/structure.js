import { isLine } from './line.js';
import { same } from './same.js';

/**
 * What an entry-and-log document looks like, whoever writes it: the fields of design §2 and no other, a log of well-formed lines,
 * entry and log not longer than what a registry takes (2^20 characters of JSON: about a thousand lines). What a server adds to the document
 * does not count: its list of revisions is another on each.
 */
export function structure(doc, old) {
  for (var field in doc)
    if (field === '_attachments') throw { forbidden: 'attachment' };
    else if (!/^(_id|_rev|_revisions|book|entry|log)$/.test(field)) throw { forbidden: 'unknownField' };
  if (typeof doc.book !== 'string' || !/^[a-z][a-zA-Z]{0,15}$/.test(doc.book)) throw { forbidden: 'malformedBook' };
  if (!doc.entry || typeof doc.entry !== 'object' || Array.isArray(doc.entry)) throw { forbidden: 'malformedEntry' };
  if (!Array.isArray(doc.log) || doc.log.length === 0) throw { forbidden: 'noLine' };
  // A line that was there before has been looked at before: comparing is cheaper.
  for (var i = 0; i < doc.log.length; i++)
    if (!(old && i < old.log.length && same(doc.log[i], old.log[i])) && !isLine(doc.log[i]))
      throw { forbidden: 'malformedLine' };
  if (JSON.stringify(doc.entry).length + JSON.stringify(doc.log).length > 1048576) throw { forbidden: 'tooLong' };
}
