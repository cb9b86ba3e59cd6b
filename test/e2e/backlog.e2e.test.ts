import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { killLeftovers } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

/** Longer than the backlog that is worth a turn. */
const outageMs = 40_000;

const folder = makeWorkFolder('backlog');
// Two samples a second of history: slow enough to see what is live before it.
const stack = new Stack(folder, {
  command: ['collector', 'run'],
  env: { HOSTWIRE_LIMITS_BACKLOG_PER_SECOND: '2' },
});
const agent = new SecondAgent(folder, 'away');

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

interface Counts {
  readonly live: number;
  readonly history: number;
  readonly epochs: number;
}

/** Rows sampled since the return, and rows sampled during the outage. */
async function counts(fromMs: number, backMs: number): Promise<Counts> {
  const [row] = await stack.query<Counts>(
    `SELECT countIf(toUnixTimestamp64Milli(ts) > ${backMs}) AS live,
       countIf(toUnixTimestamp64Milli(ts) BETWEEN ${fromMs} AND ${backMs - 10_000}) AS history,
       uniqExact(epoch) AS epochs
     FROM samples WHERE kind = 'sample'`,
  );
  return row!;
}

test('after an outage live data come at once, the backlog behind them, everything once', async () => {
  const ports = stack.ports();
  const goneMs = Date.now();
  await stack.stop();
  await waitFor('the outage is over', outageMs + 10_000, () => Date.now() - goneMs > outageMs);
  await stack.start(ports);
  const backMs = Date.now();
  const first = await waitFor('a live row', 30_000, async () => {
    const found = await counts(goneMs + 5_000, backMs);
    return found.live > 0 ? { ...found, ms: Date.now() - backMs } : undefined;
  });
  const expected = Math.floor((backMs - 10_000 - (goneMs + 5_000)) / 1_000) - 1;
  process.stdout.write(`live after ${first.ms} ms, ${first.history} of ${expected} rows of history there\n`);
  expect(first.history).toBeLessThan(expected / 2);
  expect(first.epochs).toBe(2);

  const [pending] = await stack.query<{ reason: string }>(
    `SELECT reason FROM coverage WHERE state = 'missing' ORDER BY to_ts DESC LIMIT 1`,
  );
  expect(pending?.reason).toBe('backlog');

  await waitFor('the backlog is there', 120_000, async () => {
    return (await counts(goneMs + 5_000, backMs)).history >= expected;
  });
  // What was sampled last before the turn comes last.
  await waitFor('no hole is left', 60_000, async () => {
    const holes = await stack.query(`SELECT * FROM coverage WHERE state = 'missing' AND seconds > 3`);
    if (holes.length > 0) throw new Error(JSON.stringify(holes));
    return true;
  });
  const audit = await stack.hostwire(['audit']);
  expect([audit.code, audit.stdout]).toEqual([0, expect.any(String)]);
}, 300_000);
