// `pnpm bench start [--json]`: from `hostwire up` on an empty folder to the login link, to the first sample in ClickHouse,
// then the commit delay over a minute, and the same start a second time.
import { parseArgs } from 'node:util';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { print } from './report.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, json: { type: 'boolean', default: false } },
});
const folder = makeWorkFolder('bench-start');
const stack = new Stack(folder);

const began = performance.now();
await stack.start();
const readyMs = performance.now() - began;
try {
  await waitFor(
    'the first sample',
    30_000,
    async () => (await stack.query<{ n: number }>('SELECT count() AS n FROM cpu'))[0]!.n > 0,
  );
  const firstSampleMs = performance.now() - began;
  await new Promise((resolve) => void setTimeout(resolve, Number(values.seconds) * 1000));
  const commit = await commitDelay(stack);
  const [delay] = await stack.query<{ p50: number; p99: number }>(
    "SELECT quantile(0.5)(d) AS p50, quantile(0.99)(d) AS p99 FROM (SELECT dateDiff('millisecond', ts, recv_ts) AS d FROM samples)",
  );
  await stack.stop();
  const againFrom = performance.now();
  await stack.start();
  const secondMs = performance.now() - againFrom;
  print(
    {
      first_ready_ms: readyMs,
      first_sample_ms: firstSampleMs,
      second_ready_ms: secondMs,
      sample_to_collector_p50_ms: delay!.p50,
      sample_to_collector_p99_ms: delay!.p99,
      commit_delay_p50_ms: commit.p50,
      commit_delay_p99_ms: commit.p99,
    },
    values.json,
  );
} finally {
  await stack.stop();
  removeWorkFolder(folder);
}

/** From the arrival of a batch until it is committed and synced, as the collector counts it (GET /api/v1/status). */
async function commitDelay({ ready }: Stack): Promise<{ p50: number; p99: number }> {
  const login = await fetch(ready.loginUrl, { redirect: 'manual' });
  const cookie = login.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  const answer = await fetch(new URL('/api/v1/status', ready.web), { headers: { cookie } });
  const { ingest } = (await answer.json()) as { ingest: { commitDelayMs: { p50: number; p99: number } } };
  return ingest.commitDelayMs;
}
