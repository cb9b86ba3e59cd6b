/** Hosts that are broken, or large: sampling goes on, and what is wrong is told. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, closeSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { Sample } from '@hostwire/protocol';
import { columnPosition } from '../sampling/columns.ts';
import type { Mount } from './files/mountinfo.ts';
import type { Capacity } from './groups/filesystem/capacity.ts';
import { createLinuxSource, type LinuxSource } from './linux-source.ts';

const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

const capacity: Capacity = { bsize: 4096n, blocks: 100n, bfree: 50n, bavail: 40n, files: 10n, ffree: 5n };
const mountinfo = `20 1 8:1 / / rw - ext4 /dev/sda1 rw
21 1 0:50 / /mnt rw - nfs4 filer:/export rw
`;

/** A made-up /proc and /sys with one core and what `files` say, and a source over it that is driven by hand. */
function host({ files, hung = [] }: { files: Record<string, string>; hung?: readonly string[] }) {
  const root = mkdtempSync(join(tmpdir(), 'hostwire-hard-'));
  closing.push(() => rmSync(root, { recursive: true }));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  const stat = (ticks: number) => `cpu  ${ticks} 0 0 0 0 0 0 0 0 0\ncpu0 ${ticks} 0 0 0 0 0 0 0 0 0\n`;
  const all = { 'proc/stat': stat(1), 'proc/self/mountinfo': mountinfo, ...files };
  for (const [name, text] of Object.entries(all)) write(name, text);
  const clock = { ms: 1_000_000, nowMs: () => 1_795_444_341_000 + clock.ms, monoMs: () => clock.ms };
  const statfs = ({ mountPoint }: Mount) =>
    hung.includes(mountPoint) ? new Promise<Capacity>(() => undefined) : Promise.resolve(capacity);
  const self = () => ({ sentBytesTotal: 0, spoolBytes: 0, spoolBatches: 0 });
  const roots = { procRoot: join(root, 'proc'), sysRoot: join(root, 'sys') };
  const source = createLinuxSource({ clock, ...roots, statfs, self });
  let ticks = 1;
  const second = (): Sample | undefined => {
    clock.ms += 1_000;
    write('proc/stat', stat((ticks += 100)));
    return source.read();
  };
  return { root, write, source, second };
}

/** Seconds pass until a sample has what is asked for; every one of them must be there and have the CPU. */
async function sampleWith(
  { second }: { second: () => Sample | undefined },
  has: (sample: Sample) => boolean,
): Promise<Sample> {
  for (let seconds = 0; seconds < 2_000; seconds++) {
    const sample = second();
    expect(sample?.readings.cpu?.values[0]).toBe(1_000);
    if (has(sample!)) return sample!;
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
  throw new Error('no sample has it');
}

async function started(source: LinuxSource): Promise<void> {
  await source.start();
  source.read();
}

const agentColumn = (sample: Sample, name: 'issues' | 'blocked_mounts') =>
  sample.readings.agent!.values[columnPosition('agent', name)];

test('a mount whose server is dead: the other mounts and all samples come, the mount is reported', async () => {
  const files = {};
  const it = host({ files, hung: ['/mnt'] });
  await started(it.source);
  const sample = await sampleWith(it, ({ readings }) => readings.filesystem !== undefined);
  expect(sample.readings.filesystem!.devices).toEqual(['/']);
  expect(it.source.issues()).toContainEqual(
    expect.objectContaining({ group: 'filesystem', device: '/mnt', code: 'MOUNT_HUNG' }),
  );
  const later = await sampleWith(it, () => true);
  expect(agentColumn(later, 'blocked_mounts')).toBe(1);
  expect(agentColumn(later, 'issues')).toBe(it.source.issues().length);
  await it.source.stop();
});

test('a pipe in the place of a kernel file does not hold up a read: its group is missing and reported', async () => {
  const it = host({ files: {} });
  const pipe = (name: string) => {
    mkdirSync(dirname(join(it.root, name)), { recursive: true });
    execFileSync('mkfifo', [join(it.root, name)]);
    return join(it.root, name);
  };
  const writer = openSync(pipe('proc/pressure/cpu'), 'r+'); // somebody who could write, and never does
  const late = spawn('sh', ['-c', 'sleep 5; while :; do : > "$0"; done', pipe('proc/loadavg')]); // open(2) would wait for it
  closing.push(
    () => closeSync(writer),
    () => late.kill('SIGKILL'),
  );
  const startedMs = performance.now();
  await started(it.source);
  const sample = await sampleWith(it, () => true);
  expect(performance.now() - startedMs).toBeLessThan(4_000);
  expect(sample.readings.load).toBeUndefined();
  const reported = it.source.issues().map(({ group }) => group);
  expect(reported).toEqual(expect.arrayContaining(['load', 'pressure']));
  expect(agentColumn(sample, 'issues')).toBe(reported.length);
  await it.source.stop();
});

test('6,000 processes are collected between samples, in turns', async () => {
  const processes = 6_000;
  const files: Record<string, string> = { 'proc/uptime': '1000.00 1.00\n' };
  for (let pid = 1; pid <= processes; pid++) {
    const numbers = `S 1 1 1 0 -1 4194560 0 0 0 0 ${pid} 0 0 0 20 0 2 0 900 22000000 ${pid} 0`;
    files[`proc/${pid}/stat`] = `${pid} (worker) ${numbers}\n`;
    files[`proc/${pid}/status`] = `Name:\tworker\nUid:\t0\t0\t0\t0\nVmRSS:\t${pid * 4} kB\n`;
  }
  const it = host({ files });
  await started(it.source);
  const sample = await sampleWith(it, ({ readings }) => readings.process_state !== undefined);
  const states = sample.readings.process_state!.values;
  expect([...states].slice(0, -1).reduce((sum, count) => sum + count, 0)).toBe(processes);
  expect(states.at(-1)).toBe(2 * processes);
  const seconds = (sample.monoMs - 1_000_000) / 1_000; // it begins at the third and takes some dozen turns
  expect(seconds).toBeGreaterThan(8);
  expect(sample.readings.process!.devices).toContain(`${processes}`);
  expect(sample.readings.process!.devices.length).toBeLessThanOrEqual(60);
  await it.source.stop();
});

test('200 interfaces, and those that vanish between two reads and come back', async () => {
  const names = Array.from({ length: 200 }, (_, i) => `eth${i}`);
  const netDev = (of: readonly string[], bytes: number) =>
    `Inter-|\n face |\n${of.map((name) => `${name}: ${bytes} 1 0 0 0 0 0 0 ${bytes} 1 0 0 0 0 0 0\n`).join('')}`;
  const disk = (of: readonly string[]) =>
    of.map((name) => `8 0 ${name} 1 0 8 1 1 0 8 1 0 1 1 0 0 0 0\n`).join('');
  const files = { 'proc/net/dev': netDev(names, 10), 'proc/diskstats': disk(['sda', 'sdb']) };
  const it = host({ files });
  await started(it.source);
  const show = (of: readonly string[], disks: readonly string[], bytes: number) => {
    it.write('proc/net/dev', netDev(of, bytes));
    it.write('proc/diskstats', disk(disks));
    const { network, disk: read } = it.second()!.readings;
    return { network: network!, disks: read?.devices };
  };
  const all = show(names, ['sda', 'sdb'], 15);
  expect([all.network.devices.length, all.network.values[0]]).toEqual([200, 5]);
  const fewer = show(names.slice(0, -1), ['sda'], 17);
  expect([fewer.network.devices, fewer.disks]).toEqual([names.slice(0, -1), ['sda']]);
  expect(it.source.issues().map(({ group }) => group)).not.toContain('network');
  expect(show(names, ['sda', 'sdb'], 20)).toMatchObject({ disks: ['sda'] }); // a baseline for what came back
  const again = show(names, ['sda', 'sdb'], 27);
  expect([again.network.devices.length, again.network.values.at(-9), again.disks]).toEqual([
    200,
    7,
    ['sda', 'sdb'],
  ]);
  await it.source.stop();
});
