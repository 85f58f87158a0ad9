import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const rows = readFileSync(join(here, 'places/kato-2022-10-17.csv'), 'utf8')
  .replace(/^\uFEFF/, '')
  .split(/\r?\n/)
  .slice(1)
  .filter((line) => line !== '')
  .map((line) => line.split(';'));
const lines = rows.map(([, , code, name]) => `${code}\t${name.trim().replace(/^(г|с|п)\.\s*/, '$1. ')}\t\t`);
writeFileSync(join(here, '../assets/places/places.tsv'), `${lines.join('\n')}\n`);
