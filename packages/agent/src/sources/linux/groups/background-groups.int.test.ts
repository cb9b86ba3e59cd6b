import { mkdirSync, mkdtempSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { RecordedHost } from '@hostwire/testing/fixtures';
import { namedWithLabels } from '../../../testing/recorded-proc.ts';
import type { BackgroundGroup } from '../../sampling/background-group.ts';
import { columnPosition } from '../../sampling/columns.ts';
import { slowIntervalMs } from '../../sampling/interval.ts';
import type { Readings } from '../../sampling/sampled-group.ts';
import { CgroupGroup } from './cgroup.ts';
import { CgroupTree, cgroupTreeLimits } from './cgroup/tree.ts';
import { LinkGroup } from './link.ts';
import { ProcessGroup } from './process.ts';
import { SensorGroup } from './sensor.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-sys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A /sys or /proc that is a recorded one, and can become another. */
class RecordedTree {
  readonly root: string;
  readonly #host: RecordedHost;

  constructor(scenario: string) {
    this.#host = new RecordedHost(scenario);
    this.root = join(folder, scenario);
  }

  get golden(): unknown {
    return this.#host.golden;
  }

  show(recording: 1 | 2): void {
    this.#host.show(recording, this.root);
  }

  hide(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** The readings of the second recording. */
async function crossChecks(tree: RecordedTree, group: BackgroundGroup): Promise<Readings> {
  tree.show(1);
  await group.collect(0);
  tree.show(2);
  const { readings, issues } = await group.collect(slowIntervalMs);
  expect(issues).toEqual([]);
  return readings;
}

function namedReadings(readings: Readings): Record<string, object> {
  const entries = Object.entries(readings) as [keyof Readings, NonNullable<Readings['cpu']>][];
  return Object.fromEntries(entries.map(([name, reading]) => [name, namedWithLabels(name, reading)]));
}

test('links of a recorded host', async () => {
  const sys = new RecordedTree('sys/links');
  const group = new LinkGroup({ sysRoot: sys.root });
  expect(namedReadings(await crossChecks(sys, group))).toEqual(sys.golden);
  expect(group.resets).toBe(1); // of bond0
  sys.hide();
  expect(await group.collect()).toEqual({ readings: {}, issues: [] }); // a host without /sys
});

test('the speed of a link is asked when the link changed, and in every third collection', async () => {
  const device = join(folder, 'speeds/class/net/eth0');
  mkdirSync(device, { recursive: true });
  const show = (attributes: Record<string, string>) => {
    for (const [name, value] of Object.entries(attributes)) writeFileSync(join(device, name), `${value}\n`);
  };
  const group = new LinkGroup({ sysRoot: join(folder, 'speeds') });
  const speed = async () => {
    const { link } = (await group.collect()).readings;
    return link?.values[columnPosition('link', 'speed_mbit')];
  };
  show({ operstate: 'up', carrier_changes: '1', duplex: 'full', speed: '1000' });
  expect(await speed()).toBe(1000);
  show({ speed: '100' });
  expect([await speed(), await speed(), await speed()]).toEqual([1000, 1000, 100]);
  show({ speed: '10', carrier_changes: '2' });
  expect(await speed()).toBe(10);
  show({ operstate: 'down' });
  expect(await speed()).toBeNaN();
});

test('sensors of a recorded host', async () => {
  const sys = new RecordedTree('sys/sensors');
  const group = new SensorGroup({ sysRoot: sys.root });
  expect(namedReadings(await crossChecks(sys, group))).toEqual(sys.golden);
  sys.hide();
  expect(await group.collect()).toEqual({ readings: {}, issues: [] });
});

describe('processes', () => {
  const recorded = () => {
    const tree = new RecordedTree('proc/processes');
    return { tree, group: new ProcessGroup({ procRoot: tree.root, passwdFile: join(tree.root, 'passwd') }) };
  };

  test('of a recorded host', async () => {
    const { tree, group } = recorded();
    expect(namedReadings(await crossChecks(tree, group))).toEqual(tree.golden);
    expect(group.resets).toBe(1); // process 900
  });

  test('the first collection has levels and no increments', async () => {
    const { tree, group } = recorded();
    tree.show(1);
    const { process } = namedReadings((await group.collect(0)).readings) as {
      process: Record<string, object>;
    };
    expect(Object.keys(process)).toHaveLength(20);
    const nothing = { cpu_ms: null, interval_ms: null, read_bytes: null, write_bytes: null };
    expect(process['300']).toEqual({
      ...nothing,
      rss_bytes: 204_800_000,
      threads: 12,
      program: 'a) R (b)',
      user: 'www-data',
    });
  });

  test('after forget the next collection is a baseline', async () => {
    const { tree, group } = recorded();
    tree.show(1);
    await group.collect(0);
    group.forget();
    const { process } = namedReadings((await group.collect(1)).readings) as {
      process: Record<string, object>;
    };
    expect(process['300']).toMatchObject({ cpu_ms: null, interval_ms: null });
  });
});

test('what /proc/PID/status says of a process stands while its /proc/PID/stat does', async () => {
  const procRoot = mkdtempSync(join(folder, 'status-'));
  mkdirSync(join(procRoot, '7'));
  const write = (ticks: number, kib: number) => {
    writeFileSync(join(procRoot, '7/stat'), `7 (p) S 1 1 1 0 -1 0 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 5 0 9\n`);
    writeFileSync(join(procRoot, '7/status'), `Uid:\t0\t0\t0\t0\nVmRSS:\t${kib} kB\n`);
  };
  const group = new ProcessGroup({ procRoot });
  const rss = async (monoMs: number) =>
    (await group.collect(monoMs)).readings.process?.values[columnPosition('process', 'rss_bytes')];
  write(10, 1);
  expect(await rss(0)).toBe(1024);
  write(10, 2);
  expect(await rss(10_000)).toBe(1024);
  write(11, 2);
  expect(await rss(20_000)).toBe(2048);
});

describe('processes of others that are hidden', () => {
  const host = (options: string, { firstProcess }: { firstProcess: boolean }) => {
    const procRoot = mkdtempSync(join(folder, 'hidden-'));
    const pids = firstProcess ? [1, 7] : [7];
    for (const pid of pids) {
      mkdirSync(join(procRoot, String(pid)));
      writeFileSync(
        join(procRoot, `${pid}/stat`),
        `${pid} (p) S 1 1 1 0 -1 0 0 0 0 0 9 0 0 0 20 0 1 0 5 0 9\n`,
      );
      writeFileSync(join(procRoot, `${pid}/status`), 'Uid:\t0\t0\t0\t0\n');
    }
    mkdirSync(join(procRoot, 'self'));
    writeFileSync(
      join(procRoot, 'self/mountinfo'),
      `20 1 8:1 / / rw - ext4 /dev/sda1 rw\n21 20 0:5 / /proc rw,nosuid shared:1 - proc proc ${options}\n`,
    );
    return new ProcessGroup({ procRoot });
  };

  test.each(['rw,hidepid=2', 'rw,gid=4,hidepid=invisible', 'rw,hidepid=ptraceable', 'rw,hidepid=1'])(
    'with %s: no row, and an issue that says why',
    async (options) => {
      const { readings, issues } = await host(options, { firstProcess: false }).collect(0);
      expect(readings).toEqual({});
      expect(issues).toMatchObject([{ group: 'process', code: 'PROCESSES_HIDDEN' }]);
      expect(issues[0]!.message).toContain('hidepid=');
    },
  );

  test.each([
    ['rw,hidepid=2', true],
    ['rw', false],
    ['rw,hidepid=0', false],
    ['rw,hidepid=off', false],
  ])('with %s and the first process in sight %p: all are reported', async (options, firstProcess) => {
    const { readings, issues } = await host(options, { firstProcess }).collect(0);
    expect(issues).toEqual([]);
    expect(readings.process_state).toBeDefined();
  });
});

describe('processes that sleep', () => {
  const kernelThread = 0x200000;
  const stat = (
    pid: number,
    { ticks, pages = 0, flags = 0 }: { ticks: number; pages?: number; flags?: number },
  ) => `${pid} (p${pid}) S 1 1 1 0 -1 ${flags} 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 5 0 ${pages}\n`;
  const cpuOf = async (group: ProcessGroup, monoMs: number) => {
    const { process } = namedReadings((await group.collect(monoMs)).readings) as {
      process?: Record<string, { cpu_ms: number | null; interval_ms: number | null }>;
    };
    return Object.fromEntries(
      Object.entries(process ?? {}).map(([pid, { cpu_ms, interval_ms }]) => [
        pid,
        [cpu_ms, interval_ms] as const,
      ]),
    );
  };

  test('a thread of the kernel is looked at in every third collection, all else in each', async () => {
    const procRoot = mkdtempSync(join(folder, 'threads-'));
    const write = (pid: number, ticks: number) => {
      mkdirSync(join(procRoot, String(pid)), { recursive: true });
      const flags = pid < 20 ? kernelThread : 0;
      writeFileSync(join(procRoot, String(pid), 'stat'), stat(pid, { ticks, flags }));
      writeFileSync(join(procRoot, String(pid), 'status'), 'Uid:\t0\t0\t0\t0\n');
    };
    const pids = [10, 11, 12, 30, 31, 32];
    for (const pid of pids) write(pid, 10);
    const group = new ProcessGroup({ procRoot });
    await group.collect(0);
    await group.collect(10_000); // all sleep
    for (const pid of pids) write(pid, 30);
    const seen: string[] = [];
    for (const monoMs of [20_000, 30_000, 40_000]) {
      const found = Object.entries(await cpuOf(group, monoMs)).filter(([, [cpuMs]]) => cpuMs === 200);
      seen.push(...found.map(([pid, [, intervalMs]]) => `${pid < '20' ? 'thread' : pid} ${intervalMs}`));
    }
    expect(seen.toSorted()).toEqual([
      '30 10000',
      '31 10000',
      '32 10000',
      'thread 10000',
      'thread 20000',
      'thread 30000',
    ]);
  });

  test('with very many all are, but leaders, over the whole time since', async () => {
    const procRoot = mkdtempSync(join(folder, 'many-'));
    const write = (pid: number, ticks: number, pages = pid) => {
      mkdirSync(join(procRoot, String(pid)), { recursive: true });
      writeFileSync(join(procRoot, String(pid), 'stat'), stat(pid, { ticks, pages }));
      writeFileSync(join(procRoot, String(pid), 'status'), 'Uid:\t0\t0\t0\t0\n');
    };
    const pids = Array.from({ length: 40 }, (_, i) => i + 100); // the upper half leads by memory
    for (const pid of pids) write(pid, 10);
    const group = new ProcessGroup({ procRoot, maxEager: 10 });
    await group.collect(0);
    await group.collect(10_000); // all sleep
    for (const pid of pids) write(pid, 30);
    const seen: Awaited<ReturnType<typeof cpuOf>>[] = [];
    for (const monoMs of [20_000, 30_000, 40_000]) seen.push(await cpuOf(group, monoMs));
    expect(seen[0]!['139']).toEqual([200, 10_000]);
    const found = (pid: number) =>
      seen.map((each) => each[String(pid)]?.join()).filter((at) => at?.startsWith('200,'));
    for (const pid of pids) expect(found(pid)).toHaveLength(1);
    expect(new Set(pids.slice(0, 20).flatMap(found))).toEqual(
      new Set(['200,10000', '200,20000', '200,30000']),
    );
  });
});

describe('cgroups', () => {
  test.each(['cgroups', 'cgroups-container'])('of the recorded host %s', async (host) => {
    const sys = new RecordedTree(`sys/${host}`);
    const group = new CgroupGroup({ sysRoot: sys.root });
    expect(namedReadings(await crossChecks(sys, group))).toEqual(sys.golden);
    expect(group.resets).toBe(host === 'cgroups' ? 1 : 0); // restarted.service
  });

  test('one that was made again under its path has no increments, however much it used', async () => {
    const sysRoot = mkdtempSync(join(folder, 'cgroup-again-'));
    const unit = join(sysRoot, 'fs/cgroup/system.slice/job.service');
    const show = (us: number) => writeFileSync(join(unit, 'cpu.stat'), `usage_usec ${us}\n`);
    mkdirSync(unit, { recursive: true });
    writeFileSync(join(sysRoot, 'fs/cgroup/cgroup.controllers'), 'cpu\n');
    writeFileSync(join(sysRoot, 'fs/cgroup/cpu.stat'), 'usage_usec 1\n');
    writeFileSync(join(unit, 'memory.current'), '4096\n');
    const group = new CgroupGroup({ sysRoot });
    const used = async (ms: number) => {
      const { cgroup } = namedReadings((await group.collect(ms)).readings) as {
        cgroup: Record<string, { cpu_us: number | null }>;
      };
      return cgroup['/system.slice/job.service']?.cpu_us;
    };
    show(100);
    expect(await used(0)).toBeNull();
    show(150);
    expect(await used(10_000)).toBe(50);
    writeFileSync(join(unit, 'other'), ''); // takes the number that removing frees
    rmSync(join(unit, 'cpu.stat'));
    writeFileSync(join(unit, 'another'), '');
    show(900);
    expect(await used(20_000)).toBeNull();
    show(901);
    expect(await used(30_000)).toBe(1);
  });

  test('version 1: CPU time, memory and tasks, no limit where it is the largest, and an issue that says so', async () => {
    const sysRoot = mkdtempSync(join(folder, 'cgroup-1-'));
    const unit = 'system.slice/web.service';
    const write = (files: Record<string, string | number>) => {
      for (const [path, value] of Object.entries(files)) {
        mkdirSync(join(sysRoot, 'fs/cgroup', path, '..'), { recursive: true });
        writeFileSync(join(sysRoot, 'fs/cgroup', path), `${value}\n`);
      }
    };
    const show = (cpuNs: number) =>
      write({
        'pids/cgroup.procs': 1,
        [`pids/${unit}/pids.current`]: 7,
        [`pids/${unit}/pids.max`]: 'max',
        [`cpuacct/${unit}/cpuacct.usage`]: cpuNs,
        [`cpu/${unit}/cpu.stat`]: 'nr_periods 9\nnr_throttled 2\nthrottled_time 5000000',
        [`cpu/${unit}/cpu.cfs_quota_us`]: 150_000,
        [`cpu/${unit}/cpu.cfs_period_us`]: 100_000,
        [`memory/${unit}/memory.usage_in_bytes`]: 1_048_576,
        [`memory/${unit}/memory.limit_in_bytes`]: '9223372036854771712',
        [`memory/${unit}/memory.oom_control`]: 'oom_kill_disable 0\nunder_oom 0\noom_kill 3',
      });
    const group = new CgroupGroup({ sysRoot });
    show(4_000_000);
    await group.collect(0);
    show(10_000_000);
    const { readings, issues } = await group.collect(10_000);
    expect(namedReadings(readings)).toMatchObject({
      cgroup: {
        '/system.slice/web.service': {
          cpu_us: 6_000,
          throttled_us: 0,
          memory_bytes: 1_048_576,
          memory_max_bytes: null,
          cpu_max_milli: 1_500,
          tasks: 7,
          tasks_max: null,
          oom_kills: 0,
          read_bytes: null,
          kind: 'unit',
        },
      },
    });
    expect(issues).toMatchObject([{ group: 'cgroup', code: 'CGROUP_VERSION_1' }]);
  });

  test('a host without cgroups has none, which is no issue', async () => {
    const sys = new RecordedTree('sys/links');
    sys.show(1);
    expect(await new CgroupGroup({ sysRoot: sys.root }).collect(0)).toEqual({ readings: {}, issues: [] });
  });
});

describe('cgroup tree', () => {
  const names = async (tree: CgroupTree) => (await tree.list()).map(({ path }) => path);

  test('follows cgroups that come and go', async () => {
    const root = join(folder, 'tree');
    mkdirSync(join(root, 'system.slice/a.service'), { recursive: true });
    const tree = new CgroupTree(root);
    expect(await names(tree)).toEqual(['/system.slice', '/system.slice/a.service']);
    mkdirSync(join(root, 'system.slice/b.service'));
    expect(await names(tree)).toContain('/system.slice/b.service');
    // One goes and another comes: the count is the same, and whoever cannot read the one that went says so.
    rmdirSync(join(root, 'system.slice/a.service'));
    mkdirSync(join(root, 'system.slice/c.service'));
    tree.forget('/system.slice/a.service');
    expect(await names(tree)).toEqual(
      expect.arrayContaining(['/system.slice/b.service', '/system.slice/c.service']),
    );
    expect(await names(tree)).not.toContain('/system.slice/a.service');
  });

  test('ends at its depth', async () => {
    const root = join(folder, 'deep');
    mkdirSync(join(root, 'x.slice/'.repeat(20)), { recursive: true });
    expect(await names(new CgroupTree(root))).toHaveLength(cgroupTreeLimits.maxDepth + 1);
  });
});
