import { centre } from './centre.js';
import { ordinary } from './ordinary.js';

/**
 * The check of `enrolment`, the one place into which a stranger may write: a request, once, and small. Whether it is signed is looked
 * at when somebody grants it; the answer beside it is the centre's.
 */
export function enrolment(doc, old, user) {
  if (centre(user)) return;
  ordinary(doc, old);
  if (old) throw { forbidden: 'readOnly' };
  if (!/^[0-9a-f]{64}$/.test(doc._id)) throw { forbidden: 'malformedRecord' };
  for (var field in doc)
    if (field === '_attachments') throw { forbidden: 'attachment' };
    else if (!/^(_id|_rev|_revisions|request)$/.test(field)) throw { forbidden: 'unknownField' };
  if (!doc.request || typeof doc.request !== 'object') throw { forbidden: 'malformedEntry' };
  if (JSON.stringify(doc).length > 4096) throw { forbidden: 'tooLong' };
}
