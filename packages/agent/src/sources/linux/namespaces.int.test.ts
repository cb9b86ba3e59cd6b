/** The /proc of a host in another place, as an agent in a container is given it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Mount } from './files/mountinfo.ts';
import { createLinuxSource } from './linux-source.ts';
import { namespacesOf } from './namespaces.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hostwire-proc-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

const netDev = (name: string, bytes: number) =>
  `Inter-|\n face |\n ${name}: ${bytes} 1 0 0 0 0 0 0 ${bytes} 1 0 0 0 0 0 0\n`;

test("network and mounts are the host's, through its first process, and asked where the host's files are", async () => {
  const asked: string[] = [];
  const capacity = { bsize: 4096n, blocks: 9n, bfree: 5n, bavail: 4n, files: 10n, ffree: 5n };
  write({
    'proc/net/dev': netDev('eth0', 1),
    'proc/1/net/dev': netDev('eno1', 100),
    'proc/self/mountinfo': '20 1 0:40 / / rw - overlay overlay rw\n',
    'proc/1/mountinfo': '30 1 8:1 / / rw - ext4 /dev/sda1 rw\n31 30 8:2 / /srv rw - xfs /dev/sdb1 rw\n',
  });
  const clock = { ms: 1_000_000, nowMs: () => 1_795_444_341_000 + clock.ms, monoMs: () => clock.ms };
  const statfs = async ({ mountPoint }: Mount) => {
    asked.push(mountPoint);
    return capacity;
  };
  const source = createLinuxSource({
    clock,
    procRoot: join(root, 'proc'),
    sysRoot: join(root, 'sys'),
    statfs,
  });
  await source.start();
  source.read();
  write({ 'proc/1/net/dev': netDev('eno1', 107) });
  while (source.collecting.includes('filesystem')) await new Promise((resolve) => setImmediate(resolve));
  clock.ms += 1_000;
  const { network, filesystem } = source.read()!.readings;
  expect([network?.devices, network?.values[0]]).toEqual([['eno1'], 7]);
  expect(filesystem?.devices).toEqual(['/', '/srv']);
  expect(asked).toEqual(['/', '/srv']);
  await source.stop();
  expect(namespacesOf(join(root, 'proc')).root).toBe(join(root, 'proc/1/root'));
});

test('/proc itself is of this process, and a procfs in another place is of the first process', () => {
  expect(namespacesOf('/proc')).toMatchObject({ net: 'net', mountinfo: 'self/mountinfo', areOwn: true });
  if (process.getuid?.() !== 0) return;
  mkdirSync(join(root, 'proc'));
  try {
    execFileSync('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
  } catch {
    return; // a container that may not mount
  }
  try {
    expect(namespacesOf(join(root, 'proc'))).toMatchObject({ net: '1/net', areOwn: false });
  } finally {
    execFileSync('umount', [join(root, 'proc')]);
  }
});
