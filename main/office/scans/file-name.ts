import { cleanLine } from '../../../shared/domain/text/clean-text.ts';

const LONGEST_NAME = 200;

/**
 * What a file is called in the log: its own name without folders, ending as its content demands, so that nothing is ever saved under an
 * ending that lies.
 *
 * @param endings that fit its content, the usual one first
 */
export function scanName(given: string, endings: readonly string[]): string {
  const [usual = ''] = endings;
  const name = cleanLine(given.split(/[/\\]/).at(-1) ?? '').replace(/[<>:"|?*]/g, '_');
  const dot = name.lastIndexOf('.');
  const fits = dot > 0 && endings.includes(name.slice(dot + 1).toLowerCase());
  const stem = (fits ? name.slice(0, dot) : name).replace(/[. ]+$/, '') || 'scan';
  const ending = fits ? name.slice(dot) : `.${usual}`;
  return [...stem].slice(0, LONGEST_NAME / 2 - ending.length).join('') + ending;
}
