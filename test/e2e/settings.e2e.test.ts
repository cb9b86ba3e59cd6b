/** What `hostwire agents settings` changes is in the data within seconds, and exact. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { killLeftovers } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('settings');
const stack = new Stack(folder);
const agent = new SecondAgent(folder, 'settled');

beforeAll(async () => {
  await stack.start();
  await agent.enroll(stack);
  agent.start();
  await agent.seen(stack);
});

afterAll(async () => {
  await agent.program.terminate();
  await stack.stop();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

const one = async <T>(sql: string) => (await stack.query<T>(sql))[0]!;
const hostwire = (...args: string[]) => stack.hostwire(['agents', ...args]);

interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
}

async function settingOf(key: string): Promise<Setting | undefined> {
  const { stdout } = await hostwire('settings', 'settled', '--json');
  return (JSON.parse(stdout) as { settings: Setting[] }).settings.find((setting) => setting.key === key);
}

test('groups, intervals and filters change while the agent runs, and rates stay exact', async () => {
  const flags = [
    '--disable',
    'load',
    '--group-interval',
    'socket=3s',
    '--exclude-interface',
    'eth*',
    '--flush',
    '1s',
  ];
  const changed = await hostwire('settings', 'settled', ...flags);
  expect([changed.code, changed.stdout]).toEqual([
    0,
    expect.stringMatching(/group\.load +off +host settled/),
  ]);
  await waitFor('rows of three seconds', 30_000, async () => {
    const { n } = await one<{ n: number }>(
      `SELECT countIf(interval_ms > 2900 AND tcp_segments_sent IS NOT NULL) AS n FROM socket WHERE host = 'settled'`,
    );
    return n >= 2;
  });
  const { covered, passed, loads } = await one<{ covered: number; passed: number; loads: number }>(
    `WITH (SELECT max(ts) FROM socket WHERE host = 'settled' AND interval_ms > 0) AS newest
     SELECT toInt32(sum(s.interval_ms)) AS covered, toInt32(sum(c.interval_ms)) AS passed,
       countIf(l.tasks IS NOT NULL AND l.ts > newest - INTERVAL 2 SECOND) AS loads
     FROM socket AS s INNER JOIN cpu AS c ON c.host = s.host AND c.ts = s.ts INNER JOIN load AS l ON l.host = s.host AND l.ts = s.ts
     WHERE s.host = 'settled' AND s.ts <= newest`,
  );
  expect([covered, loads]).toEqual([passed, 0]);
});

test('a label sets the interval of every host that has it, the host goes before it', async () => {
  expect((await hostwire('label', 'settled', 'env=prod', 'role=db')).stdout).toContain('env=prod,role=db');
  expect((await hostwire('label', 'settled', 'role-')).stdout).toBe('settled: env=prod\n');
  const byLabel = await hostwire('settings', '--label', 'env=prod', '--interval', '500ms');
  expect([byLabel.code, byLabel.stdout]).toEqual([0, 'Every agent with env=prod:\n  interval_ms = 500\n']);
  expect(await settingOf('interval_ms')).toMatchObject({ value: 500, source: 'label', target: 'env=prod' });
  await waitFor('samples twice a second', 20_000, async () => {
    const { ms } = await one<{ ms: number }>(
      `SELECT argMax(interval_ms, ts) AS ms FROM cpu WHERE host = 'settled'`,
    );
    return ms > 400 && ms < 600;
  });
  await hostwire('settings', 'settled', '--interval', '2s');
  expect(await settingOf('interval_ms')).toMatchObject({ value: 2_000, source: 'host' });
  await hostwire('settings', 'settled', '--reset', 'interval_ms');
  expect(await settingOf('interval_ms')).toMatchObject({ value: 500, source: 'label' });
  const { stdout } = await hostwire('settings', 'settled', '--history');
  expect(stdout).toMatch(/admin \(unix socket\) +host settled +interval_ms reset/);
});

test('a group may be named in the plural', async () => {
  expect(await hostwire('settings', 'settled', '--disable', 'sensors')).toMatchObject({ code: 0 });
  expect(await settingOf('group.sensor')).toMatchObject({ value: false, source: 'host' });
  expect(await hostwire('settings', 'settled', '--reset', 'group.sensors')).toMatchObject({ code: 0 });
  expect(await settingOf('group.sensor')).toMatchObject({ value: true, source: 'default' });
});

test('one agent is shown whole, and may be renamed', async () => {
  expect((await hostwire('rename', 'settled', 'Settled one')).stdout).toBe(
    'settled is shown as Settled one.\n',
  );
  const { stdout } = await hostwire('show', 'settled');
  for (const line of [
    'host       settled (Settled one)',
    'labels     env=prod',
    'setting    group.load = false (host settled)',
  ]) {
    expect(stdout).toContain(line);
  }
  expect(stdout).toMatch(/cost +\d+\.\d\d % of a core; \d+\.\d MB/);
});

test.each([
  [['settings', 'settled', '--disable', 'gpu'], 2, 'there is no group gpu; there are cpu, load, memory'],
  [['settings', 'settled', '--interval', 'fast'], 2, '--interval: got "fast"'],
  [['settings', 'settled', '--interval', '1ms'], 2, 'interval_ms must be a whole number from 100'],
  [['settings', 'settled', '--reset', 'intervall'], 2, 'interval_ms'],
  [['settings'], 2, 'name either an agent or a label'],
  [['settings', 'nobody'], 1, 'there is no agent nobody'],
  [['label', 'settled', 'prod'], 2, 'expected key=value'],
])('%j is refused with exit code %i', async (args, code, message) => {
  const refused = await hostwire(...args);
  expect([refused.code, refused.stderr]).toEqual([code, expect.stringContaining(message)]);
});
