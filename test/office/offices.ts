import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, ORPCError } from '@orpc/server';
import { onTestFinished } from 'vitest';
import { forkChild } from '../../main/host/fork-child.ts';
import { createOffice } from '../../main/office/office.ts';
import type { OfficePorts } from '../../main/office/ports.ts';
import { type AppealIntake, emptyAppeal } from '../../shared/books/appeals.ts';
import type { Problem } from '../../shared/contract/problems.ts';
import { SCAN_STRETCH } from '../../shared/contract/scans.ts';
import type { SetUp } from '../../shared/contract/shapes.ts';

export const assets = join(import.meta.dirname, '../../assets');

/** Tuesday, an ordinary working day: 01.12.2026 14:05 in Atyrau. */
export const USUAL_TIME = Date.parse('2026-12-01T09:05:00.000Z');

export const MACHINE = 'this computer';

export const PASSPHRASE = 'қара сұлы 1926';

export const setUp: SetUp = {
  name: { kk: 'Теңізбойы ауданы әкімінің аппараты', ru: 'Аппарат акима Тенизбойского района' },
  region: '23',
  clerk: { name: 'Сейтова Айнұр Болатқызы', post: { kk: 'бас маман', ru: 'главный специалист' } },
  channels: { site: 'kense.example', sms: '1012', phones: ['1414'], complaintPhone: '115' },
  passphrase: PASSPHRASE,
};

export function appeal(change: (intake: AppealIntake) => void = () => {}): AppealIntake {
  const intake = emptyAppeal('2026-12-01');
  intake.applicant.name = 'Әлімқұлова Айгүл Серікқызы';
  intake.paper.summary = 'Көше жарығын орнату туралы';
  change(intake);
  return intake;
}

/** The office's child as the browser host starts it, from its source. */
export const startChild = () => forkChild(join(import.meta.dirname, '../../main/host/store-child.ts'));

/** A profile folder that goes when the test ends. */
export function temporaryProfile(): string {
  const profile = mkdtempSync(join(tmpdir(), 'kense test '));
  onTestFinished(() => rmSync(profile, { recursive: true, force: true }));
  return profile;
}

/** The real office on real files, called the way a page calls it. `clock.now` is the wall clock. */
export function startOffice(profile: string, ports: Partial<OfficePorts> = {}) {
  const clock = { now: USUAL_TIME };
  const messages: string[] = [];
  const office = createOffice({
    profile,
    assets,
    machine: MACHINE,
    account: 'clerk',
    holdProfile: () => () => undefined,
    now: () => clock.now,
    vault: undefined,
    printing: undefined,
    startChild,
    log: (level, message, details) => void messages.push(`${level} ${message} ${JSON.stringify(details)}`),
    ...ports,
  });
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= office.close();
    return closed;
  };
  onTestFinished(close);
  const client = createRouterClient(office.router);
  return {
    client,
    clock,
    messages,
    close,
    register: (intake: unknown, draft = crypto.randomUUID()) =>
      client.papers.register({ draft, book: 'appeals', intake }),
  };
}

/** An office that was set up and is ready. */
export async function readyOffice(ports: Partial<OfficePorts> = {}) {
  const profile = temporaryProfile();
  const office = startOffice(profile, ports);
  await office.client.office.setUp(setUp);
  return { ...office, profile };
}

/** The first snapshot of a live query. */
export async function first<T>(live: Promise<AsyncIterable<T>>): Promise<T> {
  for await (const snapshot of await live) return snapshot;
  throw new Error('no snapshot');
}

/** The problem with which a call failed. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'PROBLEM') return error.data as Problem;
    throw error;
  }
  throw new Error('the call went through');
}

export type Client = Awaited<ReturnType<typeof readyOffice>>['client'];

/** Adds a file as the page does. */
export async function attach(client: Client, number: string, name: string, bytes: Buffer): Promise<void> {
  const { id } = await client.scans.begin({ number, name, bytes: bytes.length });
  for (let at = 0; at < bytes.length; at += SCAN_STRETCH)
    await client.scans.add({ id, offset: at, data: bytes.subarray(at, at + SCAN_STRETCH).toString('base64') });
  await client.scans.attach({ id });
}
