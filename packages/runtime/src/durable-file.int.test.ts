import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFileDurably } from './durable-file.ts';

describe('writeFileDurably', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hostwire-durable-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('writes a file with exactly its mode, whatever the umask, and leaves nothing beside it', async () => {
    const path = join(folder, 'server.key');
    const umask = process.umask(0o077);
    try {
      await writeFileDurably(path, 'first', { mode: 0o640 });
    } finally {
      process.umask(umask);
    }
    expect(readFileSync(path, 'utf8')).toBe('first');
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['server.key']);
  });

  test('replaces a file, and its mode', async () => {
    const path = join(folder, 'identity.json');
    writeFileSync(path, 'old');
    chmodSync(path, 0o644);
    await writeFileDurably(path, Uint8Array.of(1, 2), { mode: 0o600 });
    expect([...readFileSync(path)]).toEqual([1, 2]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  test('a failure leaves what was there and nothing beside it', async () => {
    const path = join(folder, 'taken');
    mkdirSync(join(path, 'full'), { recursive: true }); // a folder cannot be replaced by a file
    await expect(writeFileDurably(path, 'x', { mode: 0o600 })).rejects.toMatchObject({ code: 'EISDIR' });
    expect(readdirSync(folder)).toEqual(['taken']);
    expect(readdirSync(path)).toEqual(['full']);
  });
});
