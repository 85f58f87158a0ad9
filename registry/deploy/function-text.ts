import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /^import \{ (\w+) \} from '(\.[^']+)';$/gm;
const PASSED_ON = /^export \{ (\w+) \} from '(\.[^']+)';$/m;
const FUNCTION = /^export (function (\w+)\(([^)]*)\) \{\n[\s\S]*?\n\})$/m;

/**
 * A file's function as the text that CouchDB wants: one anonymous function with all it imports inside, comments above functions
 * left out. Each file exports one function; what it imports stands in files of the same kind.
 *
 * @throws Error for a file of another form
 */
export function functionText(path: string): string {
  const source = readFileSync(path, 'utf8');
  const passedOn = PASSED_ON.exec(source);
  if (passedOn) return functionText(join(dirname(path), passedOn[2]!));
  const needed = new Map<string, string>();
  const { name, parameters } = collect(path, needed);
  const body = [...needed.values()].map((text) => text.replace(/^/gm, '  ')).join('\n');
  return `function (${parameters}) {\n${body}\n  return ${name}(${parameters});\n}`;
}

/** Adds the file's function and those it calls, each once, called before caller. */
function collect(path: string, needed: Map<string, string>): { name: string; parameters: string } {
  const source = readFileSync(path, 'utf8');
  const found = FUNCTION.exec(source);
  if (!found || source.match(/^export /gm)?.length !== 1) throw new Error(`${path} does not export one function`);
  for (const [, , other] of source.matchAll(IMPORT)) collect(join(dirname(path), other!), needed);
  const [, text, name, parameters] = found as unknown as [string, string, string, string];
  needed.set(name, text);
  return { name, parameters };
}
