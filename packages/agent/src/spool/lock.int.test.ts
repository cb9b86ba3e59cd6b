import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Lock, isAlive, readLock } from './lock.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-lock-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('Lock', () => {
  test('is held once, names its holder, and is free after release', () => {
    const path = join(folder, 'a');
    const lock = Lock.take(path, 'boot-1');
    expect(() => Lock.take(path, 'boot-1')).toThrow(expect.objectContaining({ code: 'STATE_LOCKED' }));
    expect(() => Lock.take(path, 'boot-1')).toThrow(`${process.pid}`);
    expect(readLock(path)).toMatchObject({ pid: process.pid, bootId: 'boot-1' });
    lock.release();
    expect(existsSync(path)).toBe(false);
    Lock.take(path, 'boot-1').release();
  });

  test.each([
    ['a process of an earlier boot', { pid: process.pid, startTicks: '1', bootId: 'boot-0' }],
    ['a pid that another process has now', { pid: process.pid, startTicks: '1', bootId: 'boot-1' }],
    ['a torn file', '{"pid":'],
  ])('takes over from %s', (_, holder) => {
    const path = join(folder, 'b');
    writeFileSync(path, typeof holder === 'string' ? holder : JSON.stringify(holder));
    const lock = Lock.take(path, 'boot-1');
    expect(isAlive(readLock(path)!, 'boot-1')).toBe(true);
    lock.release();
  });

  test('does not remove a lock that is not its own any more', () => {
    const path = join(folder, 'c');
    const lock = Lock.take(path, 'boot-1');
    writeFileSync(path, JSON.stringify({ pid: 1, startTicks: '5', bootId: 'boot-1' }));
    lock.release();
    expect(readLock(path)).toMatchObject({ pid: 1 });
  });
});
