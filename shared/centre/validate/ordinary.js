/**
 * What holds for every write of a site, whatever the database: nothing is deleted or brought back, and nothing comes with a history
 * of its own. Of a replicated write (`new_edits: false`) the old document is not shown, so that it could replace a whole paper;
 * it is known by its `_rev`, which is already the new one, where an ordinary write carries the old one's.
 */
export function ordinary(doc, old) {
  if (doc._rev !== (old ? old._rev : undefined)) throw { forbidden: 'replicated' };
  if (doc._deleted || (old && old._deleted)) throw { forbidden: 'deleted' };
}
