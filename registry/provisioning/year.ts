/** The year in Kazakhstan, five hours ahead of UTC. */
export function yearAt(instant: number): number {
  return new Date(instant + 5 * 3_600_000).getUTCFullYear();
}
