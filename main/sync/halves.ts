/** One alone stays alone. */
export function halvesOf<T>(all: readonly T[]): T[][] {
  const half = Math.ceil(all.length / 2);
  return [all.slice(0, half), all.slice(half)].filter(({ length }) => length > 0);
}
