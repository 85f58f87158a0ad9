import { qualityFigures } from './cases/quality.ts';
import { report } from './figures.ts';

/** `npm run bench -- quality`: only how well repeats and subjects are told, as `cases` measures it, without an office and its papers. */
report('quality', qualityFigures());
