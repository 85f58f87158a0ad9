import { centre } from './centre.js';

/** The check of databases that sites only read: directory, archives, status, facts, regions. */
export function readOnly(_doc, _old, user) {
  if (!centre(user)) throw { forbidden: 'readOnly' };
}
