import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AuditResponse } from '@hostwire/api';
import type { ChartsResponse } from '@hostwire/api';
import { errorCodeOf, TestApi, testHost as host } from '../testing/test-api.ts';

let api: TestApi;
const startMs = Math.floor(Date.now() / 1_000) * 1_000 - 600_000;

beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const path = `/api/v1/audit?host=${encodeURIComponent(host)}`;

test('finds nothing wrong, then what the agent still has, what is missing and what is there twice', async () => {
  for (let seq = 1; seq <= 40; seq++) await api.sample(startMs + seq * 1_000, { seq });
  const clean = await api.admin<AuditResponse>(path);
  expect(clean.findings).toEqual([]);
  const open = { fromMs: startMs + 40_000, reason: 'uncommitted' };
  expect(clean.hosts).toMatchObject([{ host, open }]);
  expect(clean).toMatchObject({ clean: true, epochs: [{ host, lastSeq: 40, reportedSeq: 40 }] });

  await api.sample(startMs + 500_000, { seq: 38, epoch: 2 });
  await api.sample(startMs + 39_000, { seq: 39 });
  const { findings, ...rest } = await api.admin<AuditResponse>(path);
  expect(rest.clean).toBe(false);
  expect(findings.map(({ kind }) => kind)).toEqual(['repeated', 'missing', 'unexplained']);
  expect(findings[1]!.detail).toContain('batches 1 to 37');

  const since = await api.admin<AuditResponse>(`${path}&sinceMs=${startMs + 400_000}`);
  expect(since.findings.map(({ kind }) => kind)).toEqual(['unexplained']);
});

test('says that the agent has more than is committed', async () => {
  await api.database.db.command('TRUNCATE TABLE samples');
  for (let seq = 1; seq <= 30; seq++) await api.sample(startMs + seq * 1_000, { seq });
  const { clean, findings } = await api.admin<AuditResponse>('/api/v1/audit');
  expect(clean).toBe(false);
  expect(findings).toMatchObject([{ kind: 'behind', host }]);
});

test('charts and audit say that nothing comes any more, and of a revoked agent why', async () => {
  const charts = `/api/v1/hosts/${encodeURIComponent(host)}/charts?charts=load`;
  const gapsUntil = async (toMs: number) =>
    (await api.admin<ChartsResponse>(`${charts}&fromMs=${startMs + 20_000}&toMs=${toMs}`)).gaps;
  const open = { fromMs: startMs + 30_000, reason: 'uncommitted' };
  expect(await gapsUntil(Date.now())).toMatchObject([open]);
  expect(await gapsUntil(startMs + 31_000)).toMatchObject([open]);
  expect(await gapsUntil(startMs + 30_000)).toEqual([]);

  await api.registry.revokeAgent(host, { actor: 'test' });
  expect(await gapsUntil(Date.now())).toMatchObject([{ ...open, reason: 'revoked' }]);
  const { hosts } = await api.admin<AuditResponse>('/api/v1/audit');
  expect(hosts).toMatchObject([{ host, open: { reason: 'revoked' } }]);
});

test('does not know a host that nobody enrolled', async () => {
  const answer = await api.call('socket', { path: '/api/v1/audit?host=nobody' });
  expect([answer.status, errorCodeOf(answer)]).toEqual([404, 'HOST_UNKNOWN']);
});
