import { expect, test } from '@jest/globals';
import type { StatusResponse } from '@hostwire/api';
import { givenTransport } from '../testing/given-transport.ts';
import { runCommand, testNowMs as nowMs } from '../testing/run-command.ts';

const status: StatusResponse = {
  version: '0.1.0',
  startedMs: nowMs,
  collector: { pid: 1, node: 'v20.19.0', host: 'monitor', rssBytes: 1, liveClients: 0 },
  clickhouse: {
    version: null,
    reachable: false,
    database: 'hostwire',
    confinement: null,
    readersAdmitted: true,
    sampleParts: null,
    sampleRows: null,
    sampleBytesOnDisk: null,
    merges: null,
    longestMergeMs: null,
  },
  ingest: {
    agentsConnected: 1,
    samplesCommitted: 1,
    batchesCommitted: 1,
    commitDelayMs: { p50: 1, p99: 2 },
    lastCommitMs: nowMs,
    queuedBatches: 0,
    stalledSinceMs: null,
    stallReason: '',
  },
  alerts: { evaluatedMs: nowMs },
  lostData: { sinceMs: null, detachedParts: [], holes: [] },
  gateway: { url: 'wss://127.0.0.1:1', pin: '' },
};

async function doctor(over: Partial<StatusResponse>, hosts: readonly string[] = []): Promise<string> {
  const clone = { sinceMs: nowMs, detail: 'another machine is connected under this identity' };
  const agents = [{ host: 'web1', clone: null }, ...hosts.map((host) => ({ host, clone }))];
  const transport = givenTransport({
    'GET /api/v1/status': [{ ...status, ...over }],
    'GET /api/v1/agents': [{ agents }],
  });
  const { code, out } = await runCommand(['doctor'], { transport });
  expect(code).toBe(1); // ClickHouse does not answer in any of these
  return out;
}

test('doctor finds nothing where nothing is wrong', async () => {
  const out = await doctor({});
  expect(out).toContain('ok   identities: none is in use on two machines\n');
  expect(out).toContain('ok   data: nothing is missing\n');
  expect(out).toMatch(/ok {3}ingest: 1 agent connected/);
});

test('doctor names hosts whose identity is in use twice, and what to do', async () => {
  const out = await doctor({}, ['db1', 'db2', 'db3', 'db4']);
  expect(out).toContain('BAD  identities: in use on two machines: db1, db2, db3 and 1 more\n');
  expect(out).toContain('hostwire agents accept db1');
});

test('doctor says that writing stopped, since when and why', async () => {
  const ingest = { ...status.ingest, stalledSinceMs: nowMs, stallReason: 'No space left on device' };
  const out = await doctor({ ingest });
  const since = new Date(nowMs).toISOString();
  expect(out).toContain(`BAD  ingest: writing stopped at ${since}: No space left on device\n`);
});

test('doctor names parts that ClickHouse set aside, and hosts whose samples are missing', async () => {
  const part = {
    ...{ table: 'samples', part: 'broken-on-start_20_1_2_1', reason: 'broken-on-start', bytes: 1 },
    lost: null,
  };
  const hole = { host: 'web1', epoch: '01', firstSeq: 1, lastSeq: 2, fromMs: nowMs, toMs: nowMs };
  const out = await doctor({ lostData: { sinceMs: nowMs, detachedParts: [part], holes: [hole] } });
  expect(out).toContain('BAD  data: ClickHouse set aside samples/broken-on-start_20_1_2_1 broken-on-start');
  expect(out).toContain('samples of web1 are missing');
  const lost = { fromMs: 0, toMs: 60_000 };
  const rollup = await doctor({
    lostData: { sinceMs: nowMs, detachedParts: [{ ...part, lost }], holes: [] },
  });
  expect(rollup).toContain(', lost from 1970-01-01T00:00:00.000Z to 1970-01-01T00:01:00.000Z');
});
