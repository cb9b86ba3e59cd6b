// `pnpm bench readers [--agents 200] [--seconds 30] [--readers 4] [--json]`: what runaway queries of the read-only account do
// to ingestion. A simulated fleet sends; the acknowledgement p99 without readers, and with so many who each ask
// numbers(1e12) all the time. Exit code 1 when it is more than 1.5 times as long, or a query outlives its client.
import { parseArgs } from 'node:util';
import { waitFor } from '../harness/wait.ts';
import { print } from './report.ts';
import { LoadedStack } from './simulated-fleet/loaded-stack.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '30' },
    readers: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});
const agents = Number(values.agents);
const warmUpMs = 8_000;
const drainLimitMs = 60_000;
const endLimitMs = 15_000;
const ratioLimit = 1.5;
const runaway = 'SELECT sum(number) AS total FROM numbers(1000000000000)';

const loaded = new LoadedStack('bench-readers');
try {
  await loaded.start(agents);
  await pause(warmUpMs);
  const alone = await measure();
  const readers = startReaders(Number(values.readers));
  await waitFor(
    'every reader has a query under way',
    endLimitMs,
    async () => (await running()) === readers.count,
  );
  const beside = await measure();
  const asked = readers.stop();
  const beganMs = performance.now();
  await waitFor('abandoned queries end', endLimitMs, async () => (await running()) === 0);
  const endedMs = performance.now() - beganMs;
  await loaded.drain(drainLimitMs);
  const ratio = beside.ackP99Ms / alone.ackP99Ms;
  print(
    {
      agents,
      readers: readers.count,
      queries_asked: asked,
      ack_p50_ms: alone.ackP50Ms,
      ack_p99_ms: alone.ackP99Ms,
      ack_p50_with_readers_ms: beside.ackP50Ms,
      ack_p99_with_readers_ms: beside.ackP99Ms,
      ack_p99_ratio: ratio,
      abandoned_queries_end_ms: endedMs,
    },
    values.json,
  );
  if (ratio > ratioLimit) {
    process.stderr.write(
      `failed: acknowledgements take ${ratio.toFixed(2)} times as long, not ${ratioLimit}\n`,
    );
    process.exitCode = 1;
  }
} finally {
  await loaded.stop();
}

async function measure() {
  await loaded.fleet.do('beginMeasure');
  await pause(Number(values.seconds) * 1000);
  return loaded.fleet.do('figures');
}

/** Each asks again when the time limit has ended its query. */
function startReaders(count: number) {
  const left = new AbortController();
  let asked = 0;
  const read = async (): Promise<void> => {
    while (!left.signal.aborted) {
      asked++;
      await ask(runaway, left.signal).catch(() => undefined); // refused at its limit, or abandoned
    }
  };
  for (let i = 0; i < count; i++) void read();
  return {
    count,
    stop: () => {
      left.abort();
      return asked;
    },
  };
}

async function ask(query: string, signal: AbortSignal): Promise<void> {
  const url = new URL(loaded.stack.ready.clickhouse);
  const authorization = `Basic ${Buffer.from(`${url.username}:${url.password}`).toString('base64')}`;
  url.username = '';
  url.password = '';
  const answer = await fetch(url, { method: 'POST', body: query, headers: { authorization }, signal });
  await answer.text();
}

async function running(): Promise<number> {
  const sql = `SELECT count() AS running FROM system.processes WHERE startsWith(query, '${runaway.slice(0, 20)}')`;
  const [row] = await loaded.stack.query<{ running: number }>(sql);
  return row!.running;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
