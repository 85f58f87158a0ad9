import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chooseProfile, machineFolder } from './profile-folder.ts';

function folders() {
  const root = mkdtempSync(join(tmpdir(), 'kense орын '));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [own, machine] = [join(root, 'account'), join(root, 'machine')];
  mkdirSync(own);
  return { own, machine, named: undefined };
}

describe('the profile', () => {
  test('is the machine’s where the installer has made a folder for it; nothing is left of the look', () => {
    const places = folders();
    mkdirSync(places.machine);
    expect(chooseProfile(places)).toEqual({ folder: places.machine, shared: true });
    expect(readdirSync(places.machine)).toEqual([]);
  });

  test('is the account’s where there is no such folder, or no place for one', () => {
    const places = folders();
    expect(chooseProfile(places)).toEqual({ folder: places.own, shared: false });
    expect(chooseProfile({ ...places, machine: undefined })).toEqual({ folder: places.own, shared: false });
  });

  test('is the account’s where nobody may write into the machine’s', () => {
    const places = folders();
    writeFileSync(places.machine, 'no folder');
    expect(chooseProfile(places)).toEqual({ folder: places.own, shared: false });
  });

  test.each(['key.json', 'kense.db'])('stays with an office that the account has already (%s)', (name) => {
    const places = folders();
    mkdirSync(places.machine);
    mkdirSync(join(places.own, 'office'));
    writeFileSync(join(places.own, 'office', name), '');
    expect(chooseProfile(places)).toEqual({ folder: places.own, shared: false });
  });

  test('is moved by a demo to no place', () => {
    const places = folders();
    mkdirSync(places.machine);
    mkdirSync(join(places.own, 'demo'));
    writeFileSync(join(places.own, 'demo', 'key.json'), '');
    expect(chooseProfile(places)).toEqual({ folder: places.machine, shared: true });
  });

  test('is the one that was named, whatever else there is', () => {
    const places = folders();
    mkdirSync(places.machine);
    expect(chooseProfile({ ...places, named: 'there' })).toEqual({ folder: resolve('there'), shared: false });
  });

  test('lies where each system keeps what belongs to the computer', () => {
    expect(machineFolder('linux', undefined)).toBe('/var/lib/kense');
    expect(machineFolder('win32', undefined)).toBe(undefined);
    expect(machineFolder('win32', 'C:/ProgramData')).toBe(join('C:/ProgramData', 'Kense'));
    expect(machineFolder('darwin', undefined)).toBe(undefined);
  });
});
