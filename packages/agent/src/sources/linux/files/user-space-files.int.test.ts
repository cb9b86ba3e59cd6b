/** Files that a program serves in the place of the kernel's. That they may hang for ever: test/e2e/hard-host.e2e.test.ts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { KernelFile, SharedBuffer } from './kernel-file.ts';
import { parseMountinfo as parseBytes } from './mountinfo.ts';
import { isInUserSpace, UserSpaceFiles } from './user-space-files.ts';

const parseMountinfo = (text: string) => parseBytes(Buffer.from(text));

let folder: string;
let files: UserSpaceFiles | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-user-space-'));
});
afterEach(() => {
  files?.close();
  rmSync(folder, { recursive: true });
});

const mountinfo = (...mounts: [place: string, type: string][]) =>
  mounts.map(([place, type], i) => `${i} 1 0:${i} / ${place} rw - ${type} source rw\n`).join('');

test.each([
  ['/proc/meminfo', true],
  ['/proc/stat', false],
  ['/proc/meminfo2', false],
  ['/proc/pressure/cpu', true],
  ['/proc/uptime', false], // another mount lies over the first
])('%s: %s', (path, expected) => {
  const mounts = mountinfo(
    ['/', 'fuse.overlayfs'],
    ['/proc', 'proc'],
    ['/proc/meminfo', 'fuse.lxcfs'],
    ['/proc/pressure', 'fuse.lxcfs'],
    ['/proc/uptime', 'fuse.lxcfs'],
    ['/proc/uptime', 'proc'],
  );
  expect(isInUserSpace(path, parseMountinfo(mounts))).toBe(expected);
});

/** A file `name` of a folder that is FUSE, as the mounts say. */
function servedFile(name: string, answerMs = 10_000) {
  writeFileSync(join(folder, 'mountinfo'), mountinfo(['/', 'ext4'], [folder, 'fuse.lxcfs']));
  files = new UserSpaceFiles(join(folder, 'mountinfo'), { answerMs });
  return files.guarded(new KernelFile(join(folder, name), new SharedBuffer(), 'one'));
}

test('is read whole, whatever it holds and however long', () => {
  const file = servedFile('stat');
  for (const text of ['cpu 1 2 3\n', '', 'x'.repeat(100_000), 'cpu 4\n']) {
    writeFileSync(join(folder, 'stat'), text);
    expect(file.read().toString()).toBe(text);
  }
});

test('what open(2) says is the error, and the next read is another', () => {
  const file = servedFile('loadavg');
  expect(() => file.read()).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  writeFileSync(join(folder, 'loadavg'), '1');
  expect(file.read().toString()).toBe('1');
});

test('one that takes too long fails, and the others with it, until it has answered', async () => {
  writeFileSync(join(folder, 'stat'), 'cpu 1\n');
  const file = servedFile('stat', 0); // the thread has not even begun
  expect(() => file.read()).toThrow(expect.objectContaining({ code: 'KERNEL_FILE_HUNG' }));
  expect(files!.pending).toBe(join(folder, 'stat'));
  expect(() => files!.read('/other')).toThrow(`/other is not read: ${join(folder, 'stat')} does not answer`);
  const deadlineMs = performance.now() + 10_000;
  while (files!.pending !== undefined && performance.now() < deadlineMs)
    await new Promise((resolve) => setImmediate(resolve));
  expect(files!.pending).toBeUndefined();
  // it is asked again: with no time to wait, the thread may be faster or not
  expect(() => files!.read('/other')).toThrow(
    /^\/other (cannot be read: ENOENT|is not read: it does not answer)/,
  );
});

test('a file that no program serves is read as it is', () => {
  writeFileSync(join(folder, 'stat'), 'cpu 1\n');
  writeFileSync(join(folder, 'mountinfo'), mountinfo(['/', 'ext4']));
  files = new UserSpaceFiles(join(folder, 'mountinfo'), { answerMs: 0 });
  const file = files.guarded(new KernelFile(join(folder, 'stat'), new SharedBuffer(), 'one'));
  expect(file.read().toString()).toBe('cpu 1\n');
  file.close();
});
