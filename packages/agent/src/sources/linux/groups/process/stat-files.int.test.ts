import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { parseProcessStat } from './files.ts';
import { ProcessStatFiles } from './stat-files.ts';

let files: ProcessStatFiles;
afterEach(() => files.close());

const kept = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      return /^\/proc\/\d+\/stat$/.test(path) ? [path] : [];
    } catch {
      return []; // that of the listing itself
    }
  });

const own = String(process.pid);
const parent = String(process.ppid);

test('a process is read again by the same descriptor until it ends', async () => {
  files = new ProcessStatFiles('/proc');
  const child = spawn('sleep', ['60']);
  await once(child, 'spawn');
  const pid = String(child.pid);
  for (let i = 0; i < 3; i++) expect(parseProcessStat(files.read(pid)!)?.threads).toBe(1);
  expect(kept()).toEqual([`/proc/${pid}/stat`]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(files.read(pid)).toBeUndefined();
  expect(kept()).toEqual([]);
});

test('what nobody asked for any more is closed, and everything at the end', () => {
  files = new ProcessStatFiles('/proc');
  for (const pid of [own, parent]) expect(files.read(pid)).toBeDefined();
  files.sweep([own]);
  expect(kept()).toEqual([`/proc/${own}/stat`]);
  files.close();
  expect(kept()).toEqual([]);
});

test('no more are kept than the limit, and the others are read all the same', () => {
  files = new ProcessStatFiles('/proc', { maxKept: 1 });
  for (const pid of [own, parent, own, parent]) expect(files.read(pid)!.toString()).toMatch(`${pid} (`);
  expect(kept()).toEqual([`/proc/${own}/stat`]);
});

test('a folder that stands for /proc is read by path each time', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hostwire-proc-'));
  try {
    files = new ProcessStatFiles(folder);
    for (const name of ['7', 'self']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'self/limits'), 'Max open files            1024                 4096 files\n');
    writeFileSync(join(folder, '7/stat'), 'first');
    expect(files.read('7')?.toString()).toBe('first');
    rmSync(join(folder, '7/stat'));
    writeFileSync(join(folder, '7/stat'), 'second');
    expect(files.read('7')?.toString()).toBe('second');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
