import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { functionText } from './function-text.ts';

const FOLDER = fileURLToPath(new URL('../databases', import.meta.url));

export type Security = Record<'admins' | 'members', { names: string[]; roles: string[] }>;
type View = { map: string; reduce?: string };
export type Design = {
  _id: string;
  language: 'javascript';
  validate_doc_update?: string;
  views?: Record<string, View>;
};

/** What a kind of database has: the files of `databases/<kind>`. */
export type DatabaseFiles = { security: Security; designs: Design[] };

export function readDatabaseFiles(kind: string): DatabaseFiles {
  const folder = join(FOLDER, kind);
  const security = JSON.parse(readFileSync(join(folder, 'security.json'), 'utf8')) as Security;
  return { security, designs: foldersIn(folder).map((name) => readDesign(name, join(folder, name))) };
}

function readDesign(name: string, folder: string): Design {
  const check = join(folder, 'validate_doc_update.js');
  const views = join(folder, 'views');
  return {
    _id: `_design/${name}`,
    language: 'javascript',
    ...(existsSync(check) ? { validate_doc_update: functionText(check) } : {}),
    ...(existsSync(views)
      ? { views: Object.fromEntries(foldersIn(views).map((view) => [view, readView(join(views, view))])) }
      : {}),
  };
}

function readView(folder: string): View {
  const reduce = join(folder, 'reduce');
  return {
    map: functionText(join(folder, 'map.js')),
    ...(existsSync(reduce) ? { reduce: readFileSync(reduce, 'utf8').trim() } : {}),
  };
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
