import { centre } from './centre.js';
import { growth } from './growth.js';
import { ordinary } from './ordinary.js';
import { ownNumber } from './own-number.js';
import { structure } from './structure.js';

/** The check of `agency-<7 digits>`: a desk brings in papers under its own numbers and hangs lines on any paper of its agency. */
export function papers(doc, old, user) {
  if (centre(user)) return;
  ordinary(doc, old);
  structure(doc, old);
  if (old) growth(doc, old);
  else ownNumber(doc._id, user.roles);
}
