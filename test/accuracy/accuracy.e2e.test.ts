import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  createLinuxSource,
  KernelLedger,
  ProcessGroup,
  type Bounds,
  type ColumnOf,
  type Span,
} from '@hostwire/agent/verify';
import { Load } from '@hostwire/testing';
import { columnGroup } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { DirectWrites } from './direct-writes.ts';
import { between, blur, overlap, printed, share, sum, times } from './interval.ts';
import { quiet, socketColumns, takeSocketBrackets, type SocketBracket } from './socket-brackets.ts';
import { findTool, runTool, tools, type ToolName, type ToolRun } from './tool.ts';
import { VethTraffic } from './veth-traffic.ts';

/**
 * The linux source against programs that nobody here wrote, while this host is busy. What is not installed is named in
 * the closing lines and compares nothing.
 *
 * Alignment. A tool reads at instants of its own. vmstat -s and -d read once, between their start and their end. sar and
 * iostat read at their start and whenever their alarm goes off, `seconds` apart: the reading that ends the first interval
 * is after start + seconds and before its line arrives here, that of the second after start + 2 × seconds. The ledger
 * (kernel-ledger.ts) observations every 20 ms and bounds the kernel's counters over such a window; no tolerance is added for
 * time. What remains is the grain of each printed figure, stated with each. How far apart the bounds are (their blur) is
 * held as well: a comparison that could not fail is none.
 */
const seconds = 3;
const tickMs = 10;
/** Bounds this far apart, as a share of the value, still say something on a machine that is busy with other things. */
const mostBlur = 0.25;

const folder = makeWorkFolder('accuracy');
const ledger = new KernelLedger({
  source: createLinuxSource({ clock: systemClock, filters: { interfaces: { include: ['lo'] } } }),
  clock: systemClock,
});
const load = new Load();
const writes = new DirectWrites(folder);
const veth = new VethTraffic();
const notes: string[] = [];
const runs: Partial<Record<string, ToolRun>> = {};
let socketBrackets: SocketBracket[] | undefined;

beforeAll(async () => {
  const noVeth = veth.start();
  if (noVeth !== undefined) notes.push(`no traffic into a network name space (${noVeth}); loopback only`);
  await load.start(['cpu', 'memory', 'network']);
  writes.start();
  await ledger.start({ everyMs: 20 });
  await waitFor('the ledger observations', 5_000, () => ledger.observations.length > 5);
  const run = async (name: string, tool: ToolName, args: readonly string[]) => {
    const path = findTool(tools[tool]);
    if (path !== undefined) runs[name] = await runTool(path, args);
  };
  await run('events before', 'vmstat', ['-s']);
  await run('disks before', 'vmstat', ['-d']);
  await Promise.all([
    run('cpu', 'sar', ['-u', 'ALL', `${seconds}`, '2']),
    run('network', 'sar', ['-n', 'DEV', `${seconds}`, '2']),
    run('disk', 'iostat', ['-x', '-d', '-k', `${2 * seconds}`, '2']),
  ]);
  const windowEndMs = (ledger.observations[0]?.fromMs ?? 0) + 2 * seconds * 1000;
  await waitFor('the window', 30_000, () => systemClock.monoMs() > windowEndMs);
  await run('events after', 'vmstat', ['-s']);
  await run('disks after', 'vmstat', ['-d']);
  const ss = findTool(tools.ss);
  if (ss !== undefined) socketBrackets = await takeSocketBrackets(ss, folder);
  const endMs = systemClock.monoMs();
  await waitFor(
    'the ledger observations once more',
    5_000,
    () => (ledger.observations.at(-1)?.fromMs ?? 0) > endMs,
  );
  await ledger.stop();
  await load.stop();
}, 60_000);

afterAll(async () => {
  veth.stop();
  await writes.stop();
  await load.stop();
  removeWorkFolder(folder);
  const present = Object.values(tools).filter((tool) => findTool(tool) !== undefined);
  const missing = Object.values(tools).filter((tool) => !present.includes(tool));
  const named = present.map(({ command, package: from }) => `${command} (${from})`).join(', ');
  notes.unshift(`compared with ${named || 'nothing'}`);
  for (const { command, package: from } of missing)
    notes.push(`left out: ${command}, which is not installed: apt-get install ${from}`);
  process.stdout.write(notes.map((note) => `accuracy: ${note}\n`).join(''));
});

const growth = (of: ColumnOf, first: Span, last: Span) => ledger.growth(of, first, last);
const isKnown = ({ least, most }: Bounds) => !Number.isNaN(least + most);

interface Compared {
  readonly what: string;
  readonly kernel: Bounds;
  readonly tool: Bounds;
}

/** What does not hold, in words. */
function wrong(all: readonly Compared[]): string[] {
  const known = all.filter(({ kernel }) => isKnown(kernel));
  const lost = all.length - known.length;
  if (lost > 0) notes.push(`${lost} comparisons left out: a counter of the kernel went backwards meanwhile`);
  return known
    .filter(({ kernel, tool }) => !overlap(kernel, tool))
    .map(({ what, kernel, tool }) => `${what}: ${JSON.stringify(kernel)}, the tool ${JSON.stringify(tool)}`);
}

/** Two outputs of a tool that reads once; undefined when it is not installed. */
function readTwice(name: string): readonly [ToolRun, ToolRun] | undefined {
  const [before, after] = [runs[`${name} before`], runs[`${name} after`]];
  return before === undefined || after === undefined ? undefined : [before, after];
}

describe('vmstat', () => {
  /** Whole ticks and counts from the same file: no grain. */
  const lines: readonly (readonly [string, readonly string[], number])[] = [
    ['non-nice user cpu ticks', ['user_ms'], tickMs],
    ['nice user cpu ticks', ['nice_ms'], tickMs],
    ['system cpu ticks', ['system_ms'], tickMs],
    ['idle cpu ticks', ['idle_ms'], tickMs],
    ['IO-wait cpu ticks', ['iowait_ms'], tickMs],
    ['IRQ cpu ticks', ['irq_ms'], tickMs],
    ['softirq cpu ticks', ['softirq_ms'], tickMs],
    ['stolen cpu ticks', ['steal_ms'], tickMs],
    ['interrupts', ['interrupts'], 1],
    ['CPU context switches', ['context_switches'], 1],
    ['forks', ['forks'], 1],
  ];
  const figure = ({ output }: ToolRun, line: string) =>
    Number(new RegExp(`^\\s*(\\d+) ${line}$`, 'm').exec(output)?.[1] ?? NaN);

  test('-s: CPU time by state, interrupts, context switches and forks', () => {
    const read = readTwice('events');
    if (read === undefined) return;
    const [before, after] = read;
    const compared = lines.map(([line, columns, unit]): Compared => {
      const value = (figure(after, line) - figure(before, line)) * unit;
      const kernel = sum(columns.map((column) => growth({ group: 'cpu', column }, before, after)));
      return { what: line, kernel, tool: printed(value, 0) };
    });
    expect(wrong(compared)).toEqual([]);
    const busy = compared.find(({ what }) => what.startsWith('CPU context'))!;
    expect(busy.tool.least).toBeGreaterThan(1_000);
    expect(blur(busy.kernel)).toBeLessThan(mostBlur);
  });

  test('-d: operations, bytes and time of every disk', () => {
    const read = readTwice('disks');
    if (read === undefined) return;
    const [before, after] = read;
    const rows = ({ output }: ToolRun) =>
      new Map(
        output.split('\n').map((line) => [line.split(/\s+/)[0]!, line.split(/\s+/).slice(1).map(Number)]),
      );
    const [earlier, later] = [rows(before), rows(after)];
    const columns = [
      ['read_ops', 0, 1],
      ['read_bytes', 2, 512],
      ['read_ms', 3, 1],
      ['write_ops', 4, 1],
      ['write_bytes', 6, 512],
      ['write_ms', 7, 1],
    ] as const;
    const disks = ledger.observations.at(-1)!.sample.readings.disk?.devices ?? [];
    const compared = disks
      .filter((device) => earlier.has(device) && later.has(device))
      .flatMap((device) =>
        columns.map(([column, at, unit]): Compared => {
          const value = (later.get(device)![at]! - earlier.get(device)![at]!) * unit;
          const kernel = growth({ group: 'disk', device, column }, before, after);
          return { what: `${device} ${column}`, kernel, tool: printed(value, 0) };
        }),
      );
    expect(wrong(compared)).toEqual([]);
    expect(compared.length >= columns.length || disks.length === 0).toBe(true);
  });
});

/** The second interval of sar: see Alignment. */
function secondInterval(run: ToolRun, line: RegExp): readonly [Span, Span] {
  return [
    { fromMs: run.fromMs + seconds * 1000, toMs: run.arrivedMs(line, 0) },
    { fromMs: run.fromMs + 2 * seconds * 1000, toMs: run.arrivedMs(line, 1) },
  ];
}

/** Cells of each line that begins with a time and a name, by heading. */
function sarRows(output: string, heading: string): Map<string, number>[][] {
  const lines = output.split('\n').filter((line) => /^\d\d:\d\d:\d\d /.test(line));
  const headings = lines.filter((line) => line.includes(heading));
  const names = headings[0]!.trim().split(/\s+/).slice(2);
  const reports: Map<string, number>[][] = [];
  let time = '';
  for (const line of lines.filter((each) => !headings.includes(each))) {
    const [at, device, ...cells] = line.trim().split(/\s+/);
    if (at !== time) reports.push([]);
    time = at!;
    const row = new Map(names.map((name, i) => [name, Number(cells[i])]));
    row.set(device!, NaN);
    reports.at(-1)!.push(row);
  }
  return reports;
}

describe('sar', () => {
  test('-u ALL: the share of every state', () => {
    const run = runs['cpu'];
    if (run === undefined) return;
    const [first, last] = secondInterval(run, /^\d\d:\d\d:\d\d +all /);
    const row = sarRows(run.output, '%usr')[1]![0]!;
    const parts = (columns: readonly string[]) =>
      sum(columns.map((column) => growth({ group: 'cpu', column }, first, last)));
    const states = [
      'user_ms',
      'nice_ms',
      'system_ms',
      'idle_ms',
      'iowait_ms',
      'irq_ms',
      'softirq_ms',
      'steal_ms',
    ];
    const names = ['%usr', '%nice', '%sys', '%idle', '%iowait', '%irq', '%soft', '%steal'];
    const whole = parts(states);
    const compared = names.map((name, i): Compared => {
      // Two digits after the point; sar takes the sum of the cores, each cut to a tick, for the whole.
      const grain = 0.01 + (100 * 2 * tickMs) / whole.least;
      return { what: name, kernel: share(parts([states[i]!]), whole), tool: printed(row.get(name)!, grain) };
    });
    expect(wrong(compared)).toEqual([]);
    if (isKnown(whole)) expect(blur(whole)).toBeLessThan(mostBlur);
  });

  test('-n DEV: packets and bytes of every interface', () => {
    const run = runs['network'];
    if (run === undefined) return;
    const [first, last] = secondInterval(run, /^\d\d:\d\d:\d\d +lo /);
    // sar divides by the time between its readings, which it takes in hundredths of a second.
    const elapsed = between(
      (Math.max(last.fromMs - first.toMs, 0) - tickMs) / 1000,
      (last.toMs - first.fromMs + tickMs) / 1000,
    );
    const columns = [
      ['receive_packets', 'rxpck/s', 1],
      ['transmit_packets', 'txpck/s', 1],
      ['receive_bytes', 'rxkB/s', 1024],
      ['transmit_bytes', 'txkB/s', 1024],
    ] as const;
    const rows = sarRows(run.output, 'IFACE')[1]!;
    const interfaces = ledger.observations.at(-1)!.sample.readings.network!.devices;
    const compared = interfaces.flatMap((device) => {
      const row = rows.find((each) => each.has(device));
      if (row === undefined) return [];
      return columns.map(([column, name, unit]): Compared => {
        const rate = printed(row.get(name)! * unit, 0.01 * unit);
        const tool = times(between(Math.max(0, rate.least), rate.most), elapsed);
        return {
          what: `${device} ${column}`,
          kernel: growth({ group: 'network', device, column }, first, last),
          tool,
        };
      });
    });
    expect(wrong(compared)).toEqual([]);
    const loopback = compared.find(({ what }) => what === 'lo receive_bytes')!;
    expect(loopback.tool.least).toBeGreaterThan(1024 * 1024);
    expect(blur(loopback.kernel)).toBeLessThan(mostBlur);
  });
});

test('iostat -x: operations, bytes, waiting and busy time of every disk', () => {
  const run = runs['disk'];
  if (run === undefined) return;
  const heading = /^Device /;
  const first = { fromMs: run.fromMs, toMs: run.arrivedMs(heading, 0) };
  const last = { fromMs: run.fromMs + 2 * seconds * 1000, toMs: run.arrivedMs(heading, 1) };
  const elapsed = between(2 * seconds - tickMs / 1000, (last.toMs - first.fromMs + tickMs) / 1000);
  const [, , second] = run.output.split(/^Device +/m);
  const [names, ...rows] = second!
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const columns = [
    ['read_ops', 'r/s', 1],
    ['write_ops', 'w/s', 1],
    ['read_bytes', 'rkB/s', 1024],
    ['write_bytes', 'wkB/s', 1024],
    ['busy_ms', '%util', 10],
    ['weighted_ms', 'aqu-sz', 1000],
  ] as const;
  const disks = new Set(ledger.observations.at(-1)!.sample.readings.disk?.devices);
  const compared = rows
    .filter(([device]) => disks.has(device!))
    .flatMap(([device, ...cells]) =>
      columns.map(([column, name, unit]): Compared => {
        const figure = Number(cells[names!.indexOf(name)]);
        const tool = times(printed(figure * unit, 0.01 * unit), elapsed);
        const kernel = growth({ group: 'disk', device: device!, column }, first, last);
        return { what: `${device} ${column}`, kernel, tool };
      }),
    );
  expect(wrong(compared)).toEqual([]);
  expect(compared.length >= columns.length || disks.size === 0).toBe(true);
});

test('ss -s: sockets', () => {
  if (socketBrackets === undefined) return;
  const brackets = socketBrackets;
  const compared = socketColumns.map((column) => {
    const said = quiet(brackets, column).map(({ before, source }) => ({
      ss: before[column],
      source: source[column],
    }));
    const unlike = said.filter(({ ss, source }) => ss !== source);
    return { column, unlikeShare: unlike.length / said.length, unlike };
  });
  // Where sockets come and go all the time, ss may say the same twice by chance; a source that is wrong is so always.
  expect(compared.filter(({ unlikeShare }) => unlikeShare > 0.5)).toEqual([]);
  expect(Math.min(...brackets.map(({ source }) => source.tcp_established))).toBeGreaterThan(0);
});

test('time: CPU time and memory of one process', async () => {
  const path = findTool(tools.time);
  if (path === undefined) return;
  const group = new ProcessGroup({ procRoot: '/proc' });
  await group.collect(systemClock.monoMs()); // what begins after it counts from 0
  const program = `const held = Buffer.alloc(400 * 1024 * 1024, 1);
    while (process.cpuUsage().user + process.cpuUsage().system < 3_000_000);
    console.log(process.pid);
    process.stdin.resume().on('end', () => process.exit(held[0] - 1));`;
  const child = spawn(path, ['-f', '%U %S %M', process.execPath, '-e', program]);
  let reported = '';
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (reported += piece));
  const ended = once(child, 'close');
  const [pid] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const { process: reading } = (await group.collect(systemClock.monoMs())).readings;
  child.stdin.end();
  await ended;
  const [user, system, maxRssKib] = reported.trim().split(' ').map(Number) as [number, number, number];
  const { columns } = columnGroup('process');
  const row = reading!.devices.indexOf(pid.trim());
  expect(row).toBeGreaterThanOrEqual(0);
  const value = (column: string) =>
    reading!.values[row * columns.length + columns.findIndex(({ name }) => name === column)]!;
  // Both cut to hundredths of a second: user and system each by time, once by the kernel. Its end, with 400 MiB to give
  // back, is in the figure of time only; so time may say more, by what an ending of that size takes.
  const [reportedMs, endMs] = [1000 * (user + system), 250];
  expect(value('cpu_ms')).toBeGreaterThanOrEqual(reportedMs - endMs - 0.01 * reportedMs);
  expect(value('cpu_ms')).toBeLessThanOrEqual(reportedMs + 3 * tickMs);
  // Its memory is at its height when we observation.
  expect(Math.abs(value('rss_bytes') - maxRssKib * 1024)).toBeLessThan(0.01 * maxRssKib * 1024);
});
