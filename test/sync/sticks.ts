import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { makeBundle } from '../../registry/bundles/make.ts';
import { takeInBundle } from '../../registry/bundles/take-in.ts';
import { BundleError } from '../../shared/centre/bundle/errors.ts';
import type { DeskProcess } from './children.ts';
import type { Random } from './random.ts';
import type { Registry } from './registry.ts';

/** Who makes or reads a bundle: a desk of an agency, or the registry. */
export type Carrying = { agency: string; desk: DeskProcess | 'registry' };

type Stick = { path: string; agency: string; reader: string };

/** The registry as a reader. */
export const REGISTRY = '';

/** Bundles that somebody carries about: late, more than once, in any order, now and then one that is cut off. */
export function createSticks(registry: Registry, folder: string, random: Random) {
  const sticks: Stick[] = [];
  let count = 0;
  const counts = { taken: 0, cut: 0 };
  const broken: string[] = [];

  /** @returns why it was refused; undefined when it was taken in, or nobody knows */
  async function handOver({ path, agency }: Stick, to: DeskProcess | 'registry'): Promise<string | undefined> {
    if (to !== 'registry') return (await to.order({ do: 'takeIn', folder, name: basename(path) }))?.refused;
    try {
      if ((await takeInBundle(registry.couch, path)).agency !== agency) broken.push(`${path}: of another agency`);
      return undefined;
    } catch (error) {
      if (error instanceof BundleError) return error.code;
      throw error;
    }
  }

  return {
    counts,
    broken,
    /** @returns undefined where the reader is not known to its maker yet */
    async make({ agency, desk }: Carrying, reader: string): Promise<Stick | undefined> {
      let path = join(folder, `of the registry ${++count}.bundle`);
      if (desk === 'registry') await makeBundle(registry.couch, { agency, site: reader, withScans: false }, path);
      else path = (await desk.order({ do: 'stick', reader, folder }))?.stick ?? '';
      if (path === '') return undefined;
      const stick = { path, agency, reader };
      sticks.push(stick);
      return stick;
    },
    /** Any that was ever made for somebody, as long as it has not been lost on the way. */
    any: (): Stick | undefined => sticks[Math.floor(random() * sticks.length)],
    /** Every third is gone after that; what is left is given once more some day. */
    async deliver(stick: Stick, to: DeskProcess | 'registry'): Promise<void> {
      if (random() < 0.15) {
        const whole = readFileSync(stick.path);
        const path = join(folder, `cut ${++count}.bundle`);
        writeFileSync(path, whole.subarray(0, Math.floor(random() * whole.length)));
        const refused = await handOver({ ...stick, path }, to);
        if (refused === undefined) broken.push(`${stick.agency}: a bundle that was cut off was taken in`);
        counts.cut++;
        return;
      }
      const refused = await handOver(stick, to);
      if (refused !== undefined) broken.push(`${stick.agency}: a bundle was refused: ${refused}`);
      counts.taken++;
      if (random() < 0.33) sticks.splice(sticks.indexOf(stick), 1);
    },
  };
}
