import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '@hostwire/testing';
import { Lock, isAlive, readLock } from './lock.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-lock-'));
});

afterAll(() => removeFolder(folder));

describe('Lock', () => {
  test('is held once, names its holder, and is free after release', () => {
    const path = join(folder, 'a');
    const lock = Lock.take(path, 'boot-1');
    expect(() => Lock.take(path, 'boot-1')).toThrow(expect.objectContaining({ code: 'STATE_LOCKED' }));
    expect(() => Lock.take(path, 'boot-1')).toThrow(`${process.pid}`);
    expect(readLock(path)).toMatchObject({ pid: process.pid, bootId: 'boot-1' });
    lock.release();
    expect(() => readlinkSync(path)).toThrow('ENOENT');
    Lock.take(path, 'boot-1').release();
  });

  test.each([
    ['a process of an earlier boot', `${process.pid}.1.boot-0`],
    ['a pid that another process has now', `${process.pid}.1.boot-1`],
    ['a link that says nothing', 'x'],
  ])('takes over from %s', (_, target) => {
    const path = join(folder, 'b');
    symlinkSync(target, path);
    const lock = Lock.take(path, 'boot-1');
    expect(isAlive(readLock(path)!, 'boot-1')).toBe(true);
    lock.release();
  });

  test('takes over from a file that is no lock', () => {
    const path = join(folder, 'd');
    writeFileSync(path, '{}');
    Lock.take(path, 'boot-1').release();
  });

  test('does not remove a lock that is not its own any more', () => {
    const path = join(folder, 'c');
    const lock = Lock.take(path, 'boot-1');
    rmSync(path);
    symlinkSync('1.5.boot-1', path);
    lock.release();
    expect(readLock(path)).toMatchObject({ pid: 1 });
  });
});
