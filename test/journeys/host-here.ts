import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { forkChild } from '../../main/host/fork-child.ts';
import { startHost as servePage } from '../../main/host/host.ts';
import { createOffice } from '../../main/office/office.ts';
import type { OfficePorts } from '../../main/office/ports.ts';

const root = join(import.meta.dirname, '../..');

/** The built page before an office in this process, with a clock or a printer of the test's own. */
export async function hostHere(ports: Partial<Pick<OfficePorts, 'now' | 'printing'>>) {
  const profile = mkdtempSync(join(tmpdir(), 'kense journey '));
  const office = createOffice({
    profile,
    assets: join(root, 'assets'),
    machine: 'this computer',
    account: 'clerk',
    holdProfile: () => () => undefined,
    now: Date.now,
    vault: undefined,
    printing: undefined,
    startChild: () => forkChild(join(root, 'main/host/store-child.ts')),
    log: () => undefined,
    ...ports,
  });
  const host = await servePage(office, join(root, 'out/renderer'), 0);
  onTestFinished(async () => {
    await host.close();
    await office.close();
    rmSync(profile, { recursive: true, force: true });
  });
  return host;
}
