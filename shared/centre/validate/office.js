import { centre } from './centre.js';
import { growth } from './growth.js';
import { ordinary } from './ordinary.js';
import { ownRecord } from './own-record.js';
import { structure } from './structure.js';

/** The check of `agency-<7 digits>-office`: settings, staff, sites. */
export function office(doc, old, user) {
  if (centre(user)) return;
  ordinary(doc, old);
  structure(doc, old);
  ownRecord(doc);
  if (old) growth(doc, old);
}
