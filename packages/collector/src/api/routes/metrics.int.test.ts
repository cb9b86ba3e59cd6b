import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const sampleLine = /^([a-z_0-9]+)(?:\{((?:[a-z_]+="(?:[^"\\]|\\.)*",?)+)\})? (\S+)$/;

test('metrics tell of the collector, each family with its help and type', async () => {
  const { token } = await api.admin<{ token: string }>('/api/v1/api-tokens', {
    name: 'prom',
    scopes: ['read'],
  });
  const headers = { authorization: `Bearer ${token}` };
  const answer = await api.call('web', { path: '/metrics', headers });
  expect([answer.status, answer.headers['content-type']]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  const reported = new Map<string, number>();
  let family = '';
  for (const line of answer.text.trimEnd().split('\n')) {
    if (line.startsWith('# HELP ')) continue;
    if (line.startsWith('# TYPE ')) {
      family = line.split(' ')[2]!;
      continue;
    }
    const [, name, labels = '', value] = sampleLine.exec(line) ?? [];
    expect([line, name]).toEqual([line, family]);
    reported.set(labels === '' ? family : `${family} ${labels}`, Number(value));
  }
  expect(Object.fromEntries(reported)).toMatchObject({
    hostwire_samples_committed_total: 7,
    hostwire_batches_committed_total: 3,
    hostwire_last_commit_timestamp_seconds: 0.005,
    hostwire_commit_delay_p99_seconds: 0.002,
    hostwire_clickhouse_up: 1,
    'hostwire_agents state="enrolled"': 1,
    'hostwire_agents state="connected"': 1,
    'hostwire_alerts_firing severity="critical"': 0,
  });
  expect(reported.get('process_resident_memory_bytes')).toBeGreaterThan(10e6);
  expect(reported.get('process_cpu_seconds_total')).toBeGreaterThan(0);
});

test('they are closed without a session or token', async () => {
  expect((await api.call('web', { path: '/metrics' })).status).toBe(401);
});
