import { same } from './same.js';

/**
 * What a site may do to an entry-and-log document that is there: hang on lines. Book and entry stay, every old line stays as it
 * was, wherever in the log it stands now: a merge puts late lines between.
 */
export function growth(doc, old) {
  if (doc.book !== old.book || !same(doc.entry, old.entry)) throw { forbidden: 'entryChanged' };
  var next = 0;
  for (var i = 0; i < old.log.length; i++) {
    var line = old.log[i];
    var found = false;
    // Nearly always the next one; otherwise once around.
    for (var tried = 0; tried < doc.log.length && !found; tried++) {
      var candidate = doc.log[next % doc.log.length];
      next++;
      found = candidate.id === line.id && same(candidate, line);
    }
    if (!found) throw { forbidden: 'lineMissing' };
  }
}
