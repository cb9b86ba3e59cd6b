import { createPublicKey, X509Certificate } from 'node:crypto';
import { chmod, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { removeFolder } from '@hostwire/testing';
import { loadKeys } from './collector-keys.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostwire-keys-'));
});
afterEach(() => removeFolder(folder));

const nowMs = Date.UTC(2026, 0, 1);
const load = () => loadKeys(folder, { nowMs });

describe('loadKeys', () => {
  test('makes keys that only the owner can read, and finds the same ones again', async () => {
    const made = await load();
    for (const name of ['server.key', 'server.crt']) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    }
    expect(await load()).toEqual(made);
    const certificate = new X509Certificate(made.certificate);
    expect(certificate.subject).toBe('CN=hostwire collector');
    expect(certificate.verify(createPublicKey(made.privateKey))).toBe(true);
    expect(new Date(certificate.validFrom).getTime()).toBeLessThan(nowMs);
    expect(made.pin).toMatch(/^[0-9a-f]{64}$/);
  });

  test('issues a new certificate for a key that lost it: the pin stays', async () => {
    const { pin, certificate } = await load();
    await rm(join(folder, 'server.crt'));
    const again = await load();
    expect(again.pin).toBe(pin);
    expect(again.certificate).not.toBe(certificate);
  });

  test('a key that is to follow gives the pin that it will have in the place of the present one', async () => {
    const { pin, nextPin } = await load();
    expect(nextPin).toBe('');
    await rename(join(folder, 'server.key'), join(folder, 'next.key'));
    await rm(join(folder, 'server.crt'));
    const turned = await load();
    expect(turned.nextPin).toBe(pin);
    expect(turned.pin).not.toBe(pin);
    await writeFile(join(folder, 'next.key'), 'nonsense');
    await expect(load()).rejects.toMatchObject({ code: 'KEY_INVALID' });
  });

  test('refuses a key that others can read', async () => {
    await load();
    await chmod(join(folder, 'server.key'), 0o640);
    await expect(load()).rejects.toMatchObject({ code: 'KEY_PERMISSIONS' });
  });

  test('refuses a certificate of another key', async () => {
    await load();
    await rm(join(folder, 'server.key'));
    await expect(load()).rejects.toMatchObject({ code: 'KEY_MISMATCH' });
  });

  test('refuses what is no key', async () => {
    await writeFile(join(folder, 'server.key'), 'nonsense', { mode: 0o600 });
    await expect(load()).rejects.toMatchObject({ code: 'KEY_INVALID' });
  });
});
