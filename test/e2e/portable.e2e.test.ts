import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { killLeftovers, processAlive, runProgram } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('portable');
const stack = new Stack(folder, { watched: true });
const portable = new SecondAgent(folder, 'portable');

beforeAll(async () => {
  await stack.start();
  await portable.enroll(stack);
  portable.start(['--source', 'portable']);
  await portable.seen(stack);
});

afterAll(async () => {
  if (portable.program.alive) await portable.program.terminate();
  await stack.stop();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

const one = async <T>(sql: string) => (await stack.query<T>(sql))[0]!;

describe('an agent with --source portable', () => {
  test('its rows are in ClickHouse, with the values of this host', async () => {
    await waitFor('file systems and some samples', 40_000, async () => {
      const { n } = await one<{ n: number }>(`SELECT count() AS n FROM filesystem WHERE host = 'portable'`);
      const { cpu } = await one<{ cpu: number }>(`SELECT count() AS cpu FROM cpu WHERE host = 'portable'`);
      return n > 0 && cpu >= 5;
    });
    const cpu = await one<Record<string, number | null>>(
      `SELECT min(busy_pct) AS least, max(busy_pct) AS most, sum(user_ms + system_ms + ifNull(nice_ms, 0)) AS busy_ms,
         sum(interval_ms * cores) AS elapsed_ms, max(interval_ms * cores) AS longest_ms, max(iowait_ms) AS iowait_ms FROM cpu WHERE host = 'portable'`,
    );
    expect(cpu['least']).toBeGreaterThanOrEqual(0);
    expect(cpu['most']).toBeLessThanOrEqual(100.5);
    expect(cpu['busy_ms']).toBeGreaterThan(0);
    // The CPU time was told by a call after the instant of the sample, and before the next round.
    expect(cpu['busy_ms']).toBeLessThan(cpu['elapsed_ms']! + cpu['longest_ms']!);
    expect(cpu['iowait_ms']).toBeNull(); // not reported, and not 0
    const memory = await one<Record<string, number>>(
      `SELECT max(total_bytes) AS total, max(available_bytes) AS available FROM memory WHERE host = 'portable'`,
    );
    expect(Number(memory['total'])).toBe(totalmem());
    expect(Number(memory['available'])).toBeLessThan(totalmem());
    // The agent of `hostwire up` reads the kernel itself: both see the same root file system.
    const sizes = await stack.query<{ size: string }>(
      `SELECT DISTINCT toString(size_bytes) AS size FROM filesystem WHERE mount = '/'`,
    );
    expect(sizes).toHaveLength(1);
    const { lost } = await one<{ lost: number }>(
      `SELECT count() AS lost FROM samples WHERE host = 'portable' AND kind = 'gap'`,
    );
    expect(lost).toBe(0);
  });

  test('leaves in order, and takes its processes with it', async () => {
    const { pid } = portable.program;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
    expect(children.length).toBeGreaterThanOrEqual(2); // the quick one and the slow one
    expect(await portable.program.terminate()).toBe(0);
    await waitFor('its processes end', 10_000, () => !children.some(processAlive));
  });

  test('a source that does not exist is refused in words', async () => {
    const { code, stderr } = await runProgram('hostwire-agent', ['run', '--source', 'windows']);
    expect(code).toBe(2);
    expect(stderr).toContain('linux, portable');
    const env = { HOSTWIRE_AGENT_SOURCE: 'sometimes' };
    const fromEnvironment = await runProgram('hostwire-agent', ['run'], { env });
    expect(fromEnvironment.code).toBe(2);
    expect(fromEnvironment.stderr).toContain('HOSTWIRE_AGENT_SOURCE');
  });
});
