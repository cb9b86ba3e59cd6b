import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPasswords, renewPasswords } from './passwords.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'clickhouse-passwords-'));
  path = join(folder, 'passwords.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a password that was given out stays, and a new account gets one', async () => {
  const first = await loadPasswords(path, ['writer']);
  const second = await loadPasswords(path, ['reader']);
  expect(second.get('writer')).toBe(first.get('writer'));
  expect(second.get('reader')).toMatch(/^[\w-]{43}$/);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('renewed passwords are in force with the next start, all of them, and once', async () => {
  const before = await loadPasswords(path, ['writer', 'reader']);
  expect(await renewPasswords(path)).toEqual(['writer', 'reader']);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(Object.fromEntries(before));
  const after = await loadPasswords(path, ['writer', 'reader']);
  for (const [name, password] of before) expect(after.get(name)).not.toBe(password);
  expect(await loadPasswords(path, ['writer', 'reader'])).toEqual(after);
  expect(await readdir(folder)).toEqual(['passwords.json']);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a damaged file is not written over', async () => {
  await writeFile(path, '{');
  await expect(renewPasswords(path)).rejects.toMatchObject({ code: 'START_FAILED' });
  expect(await readdir(folder)).toEqual(['passwords.json']);
});
