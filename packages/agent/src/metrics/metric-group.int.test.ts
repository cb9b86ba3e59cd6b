import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Sample } from '@hostwire/protocol';
import { encodeColumns, decodeColumns } from '@hostwire/protocol';
import nodeUnixSocket from 'node-unix-socket';
import { RecordedHost } from '@hostwire/testing/fixtures';
import { namedWithLabels } from '../testing/recorded-proc.ts';
import type { Source } from '../sources/sampling/source.ts';
import { LeftOut } from './left-out.ts';
import { folderLimits, MetricFolder } from './metric-folder.ts';
import { MetricGroup, type MetricOptions } from './metric-group.ts';
import { metricLimits } from './metric-row.ts';
import { SourceWithMetrics } from './source-with-metrics.ts';

const recorded = new RecordedHost('metrics/textfiles');
const writtenS = 1_767_225_600.25;
const nowMs = writtenS * 1000 + 60_000;

let folder: string;
let groups: MetricGroup[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-metrics-'));
});
afterEach(() => {
  for (const group of groups) group.close();
  groups = [];
  rmSync(folder, { recursive: true });
});

function makeGroup(options: Partial<MetricOptions> = {}): MetricGroup {
  const group = new MetricGroup({ folder, nowMs: () => nowMs, ...options });
  groups.push(group);
  return group;
}

function show(look: 1 | 2): void {
  recorded.show(look, folder);
  if (look === 2) appendFileSync(join(folder, 'broken.prom'), 'half'); // a line that is being written
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), writtenS, writtenS);
}

async function look(group: MetricGroup, monoMs = 0) {
  const { readings, issues } = await group.collect(monoMs);
  const rows = readings.metric === undefined ? {} : namedWithLabels('metric', readings.metric);
  return { rows: rows as Record<string, Record<string, unknown>>, readings, issues };
}

const leftOut = (rows: Record<string, Record<string, unknown>>, reason: string) =>
  rows[`hostwire_metrics_left_out{reason="${reason}"}`]?.['increment'];

describe('a folder of files', () => {
  test('gives its golden sample, which the protocol carries unchanged', async () => {
    const group = makeGroup();
    show(1);
    await look(group);
    show(2);
    const { rows, readings, issues } = await look(group, 10_000);
    expect({ metric: rows }).toEqual(recorded.golden);
    expect(issues.map(({ code }) => code).sort()).toEqual([
      'METRIC_COUNTER_RESET',
      'METRIC_DUPLICATE',
      'METRIC_MALFORMED',
      'METRIC_NOT_FINITE',
      'METRIC_UNFIT',
    ]);
    const sample: Sample = { tsMs: 1, monoMs: 1, intervalMs: 1, readings };
    const [carried] = decodeColumns(encodeColumns([sample])).groups;
    expect(carried!.deviceNames).toEqual(readings.metric!.devices);
  });

  test('that is not there tells nothing, and is read when it is', async () => {
    const group = makeGroup({ folder: join(folder, 'later') });
    expect(await look(group)).toEqual({ rows: {}, readings: {}, issues: [] });
    mkdirSync(join(folder, 'later'));
    writeFileSync(join(folder, 'later', 'a.prom'), 'a 1\n');
    expect((await look(group)).rows).toMatchObject({ a: { value: 1, source: 'a.prom' } });
  });

  test('links, pipes, folders, large files and strange names are left out and named, the others are read', async () => {
    writeFileSync(join(folder, 'a.prom'), 'a 1\n');
    writeFileSync(join(folder, 'large.prom'), 'x 1\n'.repeat(folderLimits.maxFileBytes / 4 + 1));
    symlinkSync(join(folder, 'a.prom'), join(folder, 'link.prom'));
    symlinkSync('/nowhere', join(folder, 'dangling.prom'));
    mkdirSync(join(folder, 'folder.prom'));
    execFileSync('mkfifo', [join(folder, 'pipe.prom')]);
    writeFileSync(join(folder, 'two words.prom'), 'b 1\n');
    for (const ignored of ['a.prom.tmp', '.hidden.prom', 'notes'])
      writeFileSync(join(folder, ignored), 'c 1\n');
    const { rows, issues } = await look(makeGroup());
    expect(Object.keys(rows).filter((series) => !series.startsWith('hostwire_'))).toEqual(['a']);
    expect(leftOut(rows, 'file')).toBe(6);
    expect(issues).toEqual([
      {
        group: 'metric',
        code: 'METRIC_FILE_LEFT_OUT',
        message: expect.stringContaining('dangling.prom: not a plain'),
      },
    ]);
  });

  test('a file that may not be read is named', async () => {
    writeFileSync(join(folder, 'private.prom'), 'a 1\n');
    const code = Object.assign(new Error('EACCES'), { code: 'EACCES' });
    const leftOut = new LeftOut();
    expect(await new MetricFolder(folder, leftOut, () => Promise.reject(code)).look()).toEqual([]);
    expect(leftOut.take().issues).toMatchObject([{ message: 'private.prom: cannot be read (EACCES)' }]);
  });

  test('more files, bytes and series than the limits are counted', async () => {
    for (let i = 0; i < folderLimits.maxFiles + 2; i++)
      writeFileSync(join(folder, `f${100 + i}.prom`), `f${i} 1\n`);
    const many = Array.from({ length: metricLimits.maxSeries }, (_, i) => `s{id="${i}"} 1\n`);
    writeFileSync(join(folder, 'f100.prom'), many.join(''));
    const { rows, issues } = await look(makeGroup());
    const own = Object.keys(rows).filter((series) => !series.startsWith('hostwire_'));
    expect(own).toHaveLength(metricLimits.maxSeries);
    expect(leftOut(rows, 'series_limit')).toBe(folderLimits.maxFiles - 1);
    expect(leftOut(rows, 'file')).toBe(2);
    expect(issues.map(({ code }) => code).sort()).toEqual(['METRIC_FILE_LEFT_OUT', 'METRIC_SERIES_LIMIT']);
  });

  test('one that its job no longer writes keeps its rows and is an issue', async () => {
    show(1);
    utimesSync(join(folder, 'latency.prom'), writtenS - 27 * 3600, writtenS - 27 * 3600);
    const { rows, issues } = await look(makeGroup());
    expect(rows['request_seconds_sum']).toBeDefined();
    const message = expect.stringContaining('latency.prom was last written 27 hours ago');
    expect(issues).toEqual([{ group: 'metric', code: 'METRIC_FILE_STALE', message }]);
  });

  test('a file that went and came back starts from a new baseline', async () => {
    const group = makeGroup();
    show(1);
    await look(group);
    unlinkSync(join(folder, 'latency.prom'));
    await look(group, 10_000);
    show(2);
    expect((await look(group, 20_000)).rows['request_seconds_sum']).toMatchObject({ increment: null });
  });

  test('a folder that does not answer is asked once, and holds up nothing', async () => {
    let asked = 0;
    const readFolder = {
      look: () =>
        new Promise<never>(() => {
          asked++;
        }),
    };
    const group = makeGroup({ readFolder, folderAnswerMs: 20, statsdSocket: join(folder, 'statsd.sock') });
    const issues = [{ group: 'metric', code: 'METRIC_FOLDER_HUNG', message: expect.any(String) }];
    expect((await look(group)).issues).toEqual(issues);
    await send(join(folder, 'statsd.sock'), 'a:1|c');
    expect(await look(group, 10_000)).toMatchObject({ rows: { a: { increment: 1 } }, issues });
    expect(asked).toBe(1);
  });
});

/** Sends datagrams and waits until the receiver, which lives in this process too, has had its turn. */
async function send(path: string, ...datagrams: (string | Buffer)[]): Promise<void> {
  const sender = new nodeUnixSocket.DgramSocket();
  for (const datagram of datagrams) {
    const bytes = Buffer.from(datagram);
    await new Promise<void>((resolve, reject) => {
      sender.sendTo(bytes, 0, bytes.length, path, (error) =>
        error instanceof Error ? reject(error) : resolve(),
      );
    });
  }
  sender.close();
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

describe('a StatsD socket', () => {
  let path: string;
  beforeEach(() => {
    path = join(folder, 'statsd.sock');
  });

  test('takes datagrams, is for user and group, and is gone when it is closed', async () => {
    const group = makeGroup({ statsdSocket: path });
    expect(await look(group)).toMatchObject({ rows: {}, issues: [] });
    expect(statSync(path).mode & 0o777).toBe(0o660);
    await send(
      path,
      'deploys:1|c',
      'deploys:2|c|#env:prod\nqueue:7|g',
      Buffer.from([0xff, 0, 1]),
      'x'.repeat(70_000),
    );
    const { rows, issues } = await look(group, 10_000);
    expect(rows).toMatchObject({
      deploys: { increment: 1, interval_ms: 10_000, kind: 'counter', source: 'statsd' },
      'deploys{env="prod"}': { increment: 2 },
      queue: { value: 7, kind: 'gauge' },
    });
    expect(leftOut(rows, 'malformed')).toBe(2);
    expect(issues).toMatchObject([{ code: 'METRIC_MALFORMED' }]);
    group.close();
    expect(existsSync(path)).toBe(false);
  });

  test('one that a killed agent left, or that somebody removed, is there again', async () => {
    const killed = new nodeUnixSocket.DgramSocket();
    killed.bind(path);
    killed.close();
    expect(existsSync(path)).toBe(true);
    const group = makeGroup({ statsdSocket: path });
    await look(group);
    unlinkSync(path);
    await look(group, 10_000);
    await send(path, 'a:1|c');
    expect((await look(group, 20_000)).rows).toMatchObject({ a: { increment: 1 } });
  });

  test.each([
    ['STATSD_PATH_TAKEN', () => path],
    ['STATSD_PATH_TOO_LONG', () => join(folder, 'x'.repeat(100))],
    ['STATSD_SOCKET_FAILED', () => join(folder, 'no/such/folder.sock')],
  ])('%s is an issue; files are read all the same', async (code, socketPath) => {
    writeFileSync(path, 'not a socket');
    writeFileSync(join(folder, 'a.prom'), 'a 1\n');
    const found = await look(makeGroup({ statsdSocket: socketPath() }));
    expect(found).toMatchObject({ rows: { a: { value: 1 } }, issues: [{ code }] });
    expect(readFileSync(path, 'utf8')).toBe('not a socket');
  });

  test('a series that a file exposes too is read once', async () => {
    writeFileSync(join(folder, 'a.prom'), 'a 1\n');
    const group = makeGroup({ statsdSocket: path });
    await look(group);
    await send(path, 'a:5|g');
    const { rows } = await look(group, 10_000);
    expect(rows['a']).toMatchObject({ value: 1, source: 'a.prom' });
    expect(leftOut(rows, 'duplicate')).toBe(1);
  });
});

test('metrics ride on the samples of any source', async () => {
  writeFileSync(join(folder, 'a.prom'), 'a 1\n');
  let monoMs = 0;
  const load = { devices: [''], values: new Float64Array(4) };
  const inner: Source = {
    start: async () => undefined,
    stop: async () => undefined,
    read: () => ({ tsMs: 1, monoMs: (monoMs += 1_000), intervalMs: 1_000, readings: { load } }),
    configure: () => undefined,
    slow: () => undefined,
    costs: () => [],
    issues: () => [{ group: 'cpu', code: 'X', message: 'x' }],
  };
  const source = new SourceWithMetrics(inner, makeGroup());
  await source.start();
  const groupsRead = new Set<string>();
  while (!groupsRead.has('metric')) {
    const { readings } = source.read()!;
    Object.keys(readings).forEach((name) => groupsRead.add(name));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect([...groupsRead]).toEqual(['load', 'metric']);
  expect(source.issues()).toHaveLength(1);
  await source.stop();
});
