import { sqlValueOf, type ValueColumn } from './columns.ts';
import type { SqlValue } from './connection.ts';

/** A condition in SQL, true for exactly the rows whose documents match. */
export interface Condition {
  sql: string;
  parameters: SqlValue[];
}

type Selector = Record<string, unknown>;

/**
 * Splits a selector into what SQL can decide over these columns and what it cannot. Both together, joined by AND, are the
 * selector.
 */
export function splitSelector(
  columns: readonly ValueColumn[],
  selector: Selector,
): { condition: Condition | undefined; rest: Selector } {
  const conditions: Condition[] = [];
  const rest: Selector = {};
  for (const [key, value] of Object.entries(selector)) {
    const condition = conditionOf(columns, key, value);
    if (condition) conditions.push(condition);
    else rest[key] = value;
  }
  return { condition: conditions.length > 0 ? joined(conditions, 'AND') : undefined, rest };
}

function conditionOf(columns: readonly ValueColumn[], key: string, value: unknown): Condition | undefined {
  if (key === '$and' || key === '$or') {
    if (!Array.isArray(value) || value.length === 0) return undefined;
    const parts = all(value as Selector[], (part) => wholeCondition(columns, part));
    return parts && joined(parts, key === '$and' ? 'AND' : 'OR');
  }
  const column = columns.find(({ field }) => field === key);
  if (!column || typeof value !== 'object' || value === null) return undefined;
  const parts = all(Object.entries(value), ([operator, operand]) => comparison(column, operator, operand));
  return parts && parts.length > 0 ? joined(parts, 'AND') : undefined;
}

/** A selector of which nothing is left over; `undefined` when something is. */
function wholeCondition(columns: readonly ValueColumn[], selector: Selector): Condition | undefined {
  const { condition, rest } = splitSelector(columns, selector);
  return Object.keys(rest).length === 0 ? condition : undefined;
}

const ORDERED: Record<string, string> = { $gt: '>', $gte: '>=', $lt: '<', $lte: '<=' };
/** A longer list is left to RxDB's matcher: SQLite bounds how many parameters a statement may have. */
const LONGEST_LIST = 100;

/** The operators whose meaning in RxDB's matcher, for values of the column's own type, SQL shares. */
function comparison({ column, type }: ValueColumn, operator: string, operand: unknown): Condition | undefined {
  if (operator === '$in' || operator === '$nin') {
    if (!Array.isArray(operand) || operand.length > LONGEST_LIST) return undefined;
    const values = all(operand, (value) => sqlValueOf(type, value));
    if (!values) return undefined;
    const list = `(${values.map(() => '?').join(', ')})`;
    return { sql: `${column} ${operator === '$in' ? 'IN' : 'NOT IN'} ${list}`, parameters: values };
  }
  const value = sqlValueOf(type, operand);
  if (value === undefined) return undefined;
  // Letters and digits are a pattern that means itself.
  if (operator === '$regex' && type === 'string' && /^[\p{L}\p{N} -]+$/u.test(operand as string))
    return { sql: `instr(${column}, ?) > 0`, parameters: [value] };
  if (operator === '$eq') return { sql: `${column} = ?`, parameters: [value] };
  if (operator === '$ne') return { sql: `${column} <> ?`, parameters: [value] };
  const sign = type === 'boolean' ? undefined : ORDERED[operator];
  return sign ? { sql: `${column} ${sign} ?`, parameters: [value] } : undefined;
}

function joined(conditions: Condition[], by: 'AND' | 'OR'): Condition {
  if (conditions.length === 1) return conditions[0]!;
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(` ${by} `)})`,
    parameters: conditions.flatMap(({ parameters }) => parameters),
  };
}

/** The results of all, or `undefined` when there is one without a result. */
function all<Value, Result>(values: Value[], of: (value: Value) => Result | undefined): Result[] | undefined {
  const results: Result[] = [];
  for (const value of values) {
    const result = of(value);
    if (result === undefined) return undefined;
    results.push(result);
  }
  return results;
}
