import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { placesFile } from './lib/place-names.mjs';

/** Makes `assets/places/places.tsv` out of the classifier and the Kazakh names in `scripts/places` (see assets/README.md). */
const { dirname } = import.meta;
writeFileSync(join(dirname, '../assets/places/places.tsv'), placesFile(join(dirname, 'places')));
