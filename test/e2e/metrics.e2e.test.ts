import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import nodeUnixSocket from 'node-unix-socket';
import { killLeftovers } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('metrics');
const stack = new Stack(folder, { watched: true });
const agent = new SecondAgent(folder, 'metrics');
const metricsFolder = join(folder, 'metrics.d');
const socketPath = join(folder, 'statsd.sock');

beforeAll(async () => {
  await stack.start();
  await agent.enroll(stack);
  agent.start(['--metrics-folder', metricsFolder, '--statsd-socket', socketPath]);
  await agent.seen(stack);
  const interval = ['--group-interval', 'metric=1s'];
  expect(await stack.hostwire(['agents', 'settings', agent.name, ...interval])).toMatchObject({ code: 0 });
});

afterAll(async () => {
  await agent.program.terminate();
  await stack.stop();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

interface MetricRow {
  readonly ts: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly kind: string;
  readonly value: number | null;
  readonly increment: number | null;
}

/** The rows of a series, when there is one that `isDue`. */
async function rowsOf(name: string, isDue: (row: MetricRow) => boolean): Promise<MetricRow[]> {
  let rows: MetricRow[] = [];
  await waitFor(`rows of ${name}\n${agent.program.stderr}`, 60_000, async () => {
    rows = await stack.query<MetricRow>(
      `SELECT ts, name, labels, kind, value, increment FROM metric WHERE host = 'metrics' AND name = '${name}' ORDER BY ts`,
    );
    return rows.some(isDue);
  });
  return rows;
}

/** As a job of the host does it. */
function writeFile(total: number): void {
  const fresh = join(metricsFolder, 'backup.prom.new');
  writeFileSync(
    fresh,
    `# TYPE backup_runs_total counter\nbackup_runs_total{target="a \\"b\\",{}"} ${total}\nbackup_age -0.5\n`,
  );
  renameSync(fresh, join(metricsFolder, 'backup.prom'));
}

function send(text: string): Promise<void> {
  const sender = new nodeUnixSocket.DgramSocket();
  const bytes = Buffer.from(text);
  return new Promise<void>((resolve, reject) => {
    sender.sendTo(bytes, 0, bytes.length, socketPath, (error) => {
      sender.close();
      if (error) reject(error);
      else resolve();
    });
  });
}

test('a file becomes rows: levels as they are, counters as what they grew', async () => {
  mkdirSync(metricsFolder);
  writeFile(5);
  const [level] = await rowsOf('backup_age', () => true);
  expect(level).toMatchObject({ labels: {}, kind: 'gauge', value: -0.5, increment: null });
  const labels = { target: 'a "b",{}' };
  const [first] = await rowsOf('backup_runs_total', () => true);
  expect(first).toMatchObject({ labels, kind: 'counter', value: null, increment: null });
  writeFile(7.5);
  const rows = await rowsOf('backup_runs_total', ({ increment }) => (increment ?? 0) > 0);
  expect(rows.reduce((sum, { increment }) => sum + (increment ?? 0), 0)).toBe(2.5);
});

test('datagrams become rows, whichever sample they ride on', async () => {
  await waitFor('the socket', 30_000, () => existsSync(socketPath));
  for (let i = 0; i < 50; i++) await send('deploys:1|c|#env:prod');
  await send('queue.depth:12|g\nqueue.wait:20|ms');
  await rowsOf('queue.depth', ({ value }) => value === 12);
  const deploys = await rowsOf('deploys', ({ increment }) => (increment ?? 0) > 0);
  expect(deploys[0]!.labels).toEqual({ env: 'prod' });
  expect(deploys.reduce((sum, { increment }) => sum + (increment ?? 0), 0)).toBe(50);
  await rowsOf('queue.wait_sum', ({ increment }) => increment === 20);
});

test('what is left out is in the data and in the status', async () => {
  await send('this is not statsd');
  const [row] = await rowsOf('hostwire_metrics_left_out', ({ increment }) => increment === 1);
  expect(row!.labels).toEqual({ reason: 'malformed' });
  writeFileSync(join(metricsFolder, 'torn.prom'), 'half 1');
  await waitFor('a line of the status', 30_000, async () => {
    const { issues } = JSON.parse(readFileSync(join(agent.stateDir, 'status.json'), 'utf8')) as {
      issues: { code: string; message: string }[];
    };
    return issues.some(({ code, message }) => code === 'METRIC_MALFORMED' && message.includes('torn.prom'));
  });
});
