import { createContext, Script } from 'node:vm';

/** What ECMAScript 5 has, and with it SpiderMonkey 1.8.5, which CouchDB may still be built with. */
const GLOBALS =
  'NaN Infinity undefined eval parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent ' +
  'Object Function Array String Boolean Number Date RegExp Error EvalError RangeError ReferenceError SyntaxError TypeError ' +
  'URIError Math JSON globalThis';
const MEMBERS: Record<string, string> = {
  Object:
    'prototype getPrototypeOf getOwnPropertyDescriptor getOwnPropertyNames create defineProperty defineProperties seal freeze ' +
    'preventExtensions isSealed isFrozen isExtensible keys',
  'Object.prototype': 'toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable',
  'Function.prototype': 'toString apply call bind length name',
  Array: 'prototype isArray',
  'Array.prototype':
    'toString toLocaleString concat join pop push reverse shift slice sort splice unshift indexOf lastIndexOf every some forEach map ' +
    'filter reduce reduceRight length',
  String: 'prototype fromCharCode',
  'String.prototype':
    'toString valueOf charAt charCodeAt concat indexOf lastIndexOf localeCompare match replace search slice split substring substr ' +
    'toLowerCase toLocaleLowerCase toUpperCase toLocaleUpperCase trim length',
  Number: 'prototype MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY',
  'Number.prototype': 'toString toLocaleString valueOf toFixed toExponential toPrecision',
  Math:
    'E LN10 LN2 LOG2E LOG10E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil cos exp floor log max min pow random round sin sqrt ' +
    'tan',
  'RegExp.prototype': 'exec test toString source global ignoreCase multiline lastIndex',
  JSON: 'parse stringify',
  'Error.prototype': 'name message toString',
};

/** A context for `node:vm` in which every later built-in is gone: what calls one fails, as it would on the oldest engine. */
export function oldContext(): object {
  const context = createContext({});
  const strip = new Script(`(function (owner, kept) {
    Object.getOwnPropertyNames(owner).forEach(function (name) {
      if (kept.indexOf(name) < 0 && name !== 'constructor') delete owner[name];
    });
  })`).runInContext(context) as (owner: object, kept: string[]) => void;
  for (const [path, names] of Object.entries(MEMBERS))
    strip(new Script(path).runInContext(context), [...names.split(' '), 'length', 'name']);
  strip(new Script('this').runInContext(context), GLOBALS.split(' '));
  return context;
}
