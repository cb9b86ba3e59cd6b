import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AuditLogResponse } from '@hostwire/api';
import { writeAudit } from '@hostwire/storage';
import { AuditLogRetention } from '../../history/audit-log-retention.ts';
import { ManualClock } from '@hostwire/testing';
import { TestApi } from '../testing/test-api.ts';

const dayMs = 86_400_000;
let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ renewDatabasePasswords: async () => ['writer', 'reader'] });
});
afterAll(() => api.stop());

async function entriesOf(what: string) {
  const { entries } = await api.admin<AuditLogResponse>(`/api/v1/audit-log?what=${what}`);
  return entries.map(({ actor, action, object, detail }) => ({ actor, action, object, detail }));
}

test('who changes what alerts do is written down', async () => {
  const untilMs = Date.now() + 60_000;
  const { silence } = await api.admin<{ silence: { id: string } }>('/api/v1/silences', {
    host: 'web-1',
    untilMs,
    reason: 'planned',
  });
  await api.admin(`/api/v1/silences/${silence.id}/end`, {});
  const rule = {
    id: 'busy',
    kind: 'threshold',
    view: 'cpu',
    value: 'busy_pct',
    above: 90,
    for: '5m',
    summary: 'busy',
  };
  await api.admin('/api/v1/alert-rules', { rules: [rule], dryRun: true });
  expect(await entriesOf('alert_rule')).toEqual([]);
  await api.admin('/api/v1/alert-rules', { rules: [rule] });
  await api.admin('/api/v1/alert-rules/busy/reset', {});
  const actor = 'admin (unix socket)';
  const object = 'rule busy';
  expect(await entriesOf('alert_rule')).toEqual([
    { actor, action: 'alert_rule.reset', object, detail: '' },
    { actor, action: 'alert_rule.set', object, detail: 'added' },
  ]);
  expect(await entriesOf('silence')).toEqual([
    { actor, action: 'silence.end', object: `silence ${silence.id}`, detail: '' },
    {
      actor,
      action: 'silence.add',
      object: `silence ${silence.id}`,
      detail: expect.stringContaining('planned'),
    },
  ]);
});

test('who renews the passwords of the database is written down', async () => {
  expect(await api.admin('/api/v1/keys/database/renew', {})).toEqual({ accounts: ['writer', 'reader'] });
  expect(await entriesOf('key')).toMatchObject([
    { action: 'key.renew', object: 'database', detail: 'writer reader, with the next start' },
  ]);
});

test('the log is kept for as long as is set, by whole months', async () => {
  const { db, logger } = api.options;
  const clock = new ManualClock();
  const entry = { actor: 'ann', action: 'test.old', object: '', detail: '' };
  const ages = [70, 46, 45, 1]; // from the middle of January 2026: in November, on the last day of November, in December
  for (const days of ages)
    await writeAudit(db, { ...entry, tsMs: clock.ms - days * dayMs, detail: `${days} d` });
  const retention = new AuditLogRetention({ db, keepMs: 30 * dayMs, clock, logger });
  expect(await retention.enforce()).toEqual(['202511']);
  expect((await entriesOf('test.old')).map(({ detail }) => detail)).toEqual(['1 d', '45 d']);
  expect(await entriesOf('audit_log')).toEqual([
    { actor: 'collector', action: 'audit_log.expire', object: 'audit log', detail: '202511' },
  ]);
  expect(await retention.enforce()).toEqual([]);
});
