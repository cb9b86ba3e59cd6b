import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@hostwire/runtime';
import type { CrossCheck, Roots } from '../sources/linux/groups/cross-check.ts';
import { allCrossChecks, whyAbsent } from '../sources/linux/groups/registry.ts';
import { createLinuxSource } from '../sources/linux/linux-source.ts';
import { Load } from '@hostwire/testing';
import { RecordedHost } from '@hostwire/testing/fixtures';
import { verify, type Verification } from './verify.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** Places of the counters of /sys/class/net in a line of /proc/net/dev. */
const netFiles = {
  rx_bytes: 0,
  rx_packets: 1,
  rx_errors: 2,
  rx_dropped: 3,
  multicast: 7,
  tx_bytes: 8,
  tx_packets: 9,
  tx_errors: 10,
  tx_dropped: 11,
};

/** A tree of a recorded host that goes on to its second recording, with the /sys that belongs to it. */
const smallVm = new RecordedHost('proc/small-vm');

class RecordedTree {
  readonly procRoot: string;
  readonly sysRoot: string;
  /** Changes what the kernel says at the second recording, before it is seen. */
  plant: (tree: RecordedTree) => void = () => undefined;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), 'hostwire-verify-'));
    folders.push(folder);
    [this.procRoot, this.sysRoot] = [join(folder, 'proc'), join(folder, 'sys')];
    mkdirSync(this.procRoot);
    this.show(1);
  }

  /** Written in place, because the source keeps the files open. */
  show(recording: number): void {
    smallVm.show(recording, this.procRoot);
    const ticks = readFileSync(join(this.procRoot, 'stat'), 'utf8').split(/\s+/).slice(1).map(Number);
    const [user, nice, system, , , irq, softirq] = ticks as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    const usec = `user_usec ${10_000 * (user + nice)}\nsystem_usec ${10_000 * (system + irq + softirq)}\n`;
    this.write('sys/fs/cgroup/cpu.stat', usec);
    for (const line of readFileSync(join(this.procRoot, 'diskstats'), 'utf8').trim().split('\n')) {
      const [, , name, ...fields] = line.trim().split(/\s+/);
      this.write(`sys/class/block/${name}/stat`, `${fields.join(' ')}\n`);
    }
    for (const line of readFileSync(join(this.procRoot, 'net/dev'), 'utf8').trim().split('\n').slice(2)) {
      const [name, numbers] = line.split(':');
      const fields = numbers!.trim().split(/\s+/);
      for (const [file, at] of Object.entries(netFiles))
        this.write(`sys/class/net/${name!.trim()}/statistics/${file}`, `${fields[at]}\n`);
      this.write(`sys/class/net/${name!.trim()}/statistics/rx_missed_errors`, '0\n');
    }
  }

  write(path: string, text: string): void {
    const file = join(dirname(this.procRoot), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Replaces text in a file of the tree, which has to have it. */
  change(path: string, from: string | RegExp, to: string): void {
    const file = join(dirname(this.procRoot), path);
    const before = readFileSync(file, 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(file, after);
  }

  async verify(): Promise<Verification> {
    const { procRoot, sysRoot } = this;
    const uptimeMs = () => 1000 * Number(readFileSync(join(procRoot, 'uptime'), 'utf8').split(' ')[0]);
    const clock = { ms: uptimeMs(), nowMs: () => 1_795_444_341_000 + clock.ms, monoMs: () => clock.ms };
    const capacity = { bsize: 4096n, blocks: 100n, bfree: 50n, bavail: 40n, files: 10n, ffree: 5n };
    return verify({
      source: createLinuxSource({ clock, procRoot, sysRoot, statfs: () => Promise.resolve(capacity) }),
      crossChecks: fileCrossChecks({ procRoot, sysRoot }),
      whyAbsent,
      clock,
      seconds: 1,
      pause: async (ms) => {
        const before = uptimeMs();
        clock.ms += ms;
        await new Promise((resolve) => setImmediate(resolve)); // collections
        if (ms < 1000) return;
        this.show(2);
        this.plant(this);
        clock.ms += uptimeMs() - before - ms; // as long as the recordings are apart
      },
    });
  }
}

const named = ({ findings }: Verification) =>
  findings
    .filter(({ ok }) => !ok)
    .map(({ group, device, field, how }) =>
      [group, device, field, how].filter((part) => part !== '').join(' '),
    );

describe('verify over a recorded tree', () => {
  test('finds nothing wrong with what the kernel said, and names what it could not read', async () => {
    const result = await new RecordedTree().verify();
    expect(named(result)).toEqual([]);
    expect(result.ok).toBe(true);
    const groups = new Set(result.findings.map(({ group }) => group));
    expect([...groups]).toEqual(expect.arrayContaining(['cpu', 'memory', 'disk', 'network', 'filesystem']));
    // What is compared is not nothing.
    const moved = result.findings.filter(({ relation, a }) => relation === '=' && a > 0);
    expect(moved.map(({ group }) => group)).toEqual(expect.arrayContaining(['cpu', 'disk', 'network']));
    expect(result.unread.map(({ group }) => group)).toEqual(
      expect.arrayContaining(['memory, second way /proc/swaps', 'sensor']),
    );
  });

  test.each([
    {
      what: 'a disk that wrote more than its other file says',
      plant: (tree: RecordedTree) =>
        tree.write('sys/class/block/vda/stat', '1 2 3 4 5 6 7 8 9 10 11 12 13 14 15\n'),
      finds: 'disk vda write_bytes block/vda/stat',
    },
    {
      what: 'bytes that an interface received',
      plant: (tree: RecordedTree) => tree.write('sys/class/net/eth0/statistics/rx_bytes', '1\n'),
      finds: 'network eth0 receive_bytes net/eth0/statistics/rx_bytes',
    },
    {
      what: 'time that no state of the CPU got',
      plant: (tree: RecordedTree) => tree.change('proc/uptime', /^(\d+)/, '9999999'),
      finds: 'cpu all states elapsed time × cores',
    },
    {
      what: 'cores that do not add up',
      plant: (tree: RecordedTree) => tree.change('proc/stat', /^cpu0 (\d+)/m, 'cpu0 $10'),
      finds: 'cpu user_ms sum of the cores',
    },
    {
      // Of the parts that the group itself does not hold against their whole.
      what: 'a part that is larger than its whole',
      plant: (tree: RecordedTree) => tree.change('proc/meminfo', /Mapped:\s+\d+/, 'Mapped: 99999999999'),
      finds: 'memory mapped_bytes part of total_bytes',
    },
  ])('finds $what', async ({ plant, finds }) => {
    const tree = new RecordedTree();
    tree.plant = plant;
    const result = await tree.verify();
    expect(named(result)).toContain(finds);
    expect(result.ok).toBe(false);
  });
});

/** Those that read files of the kernel, which a recorded tree has. */
function fileCrossChecks(roots: Roots): CrossCheck[] {
  return allCrossChecks(roots).filter(({ how }) => how.startsWith('/'));
}

/** With what is there on every host. */
function verifyThisHost(seconds: number): Promise<Verification> {
  return verify({
    source: createLinuxSource({ clock: systemClock, slowColumnsEveryMs: 0 }),
    crossChecks: allCrossChecks({ procRoot: '/proc', sysRoot: '/sys' }),
    whyAbsent,
    clock: systemClock,
    seconds,
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  });
}

test('a socket that a table has twice counts once; a small one that waits is known by its timer', async () => {
  const tree = new RecordedTree();
  const line = (at: number, rest: string) => `  ${at}: 0100007F:E038 0100007F:82B3 ${rest}\n`;
  const established = '01 00000000:00000000 02:0000004E 00000000     0        0 1628035 2 0 20 4 20 18 -1';
  tree.write(
    'proc/net/tcp',
    `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n${line(0, established)}${line(1, established)}${line(2, '05 00000000:00000000 03:00000A2B 00000000     0        0 0 3 0')}`,
  );
  const readings = fileCrossChecks(tree);
  const sockets = readings.find(({ group }) => group === 'socket')!;
  const values = await sockets.read({ devices: () => [], newest: () => undefined });
  const value = (column: string) => values.find(({ columns }) => columns[0] === column)?.value;
  expect([value('tcp_established'), value('tcp_time_wait')]).toEqual([1, 1]);
});

describe('verify on this host', () => {
  test('everything that can be read twice agrees', async () => {
    const result = await verifyThisHost(5);
    expect(result.findings.filter(({ ok }) => !ok)).toEqual([]);
    const groups = new Set(result.findings.map(({ group }) => group));
    expect([...groups]).toEqual(
      expect.arrayContaining(['cpu', 'load', 'memory', 'network', 'filesystem', 'process_state', 'socket']),
    );
  });

  test('sockets agree while connections come and go', async () => {
    const load = new Load();
    await load.start(['connections']);
    const result = await verifyThisHost(5).finally(() => load.stop());
    const sockets = result.findings.filter(({ group, relation }) => group === 'socket' && relation === '=');
    expect(sockets.filter(({ ok }) => !ok)).toEqual([]);
    expect(sockets.map(({ field }) => field)).toContain('tcp_time_wait');
  }, 30_000);
});
