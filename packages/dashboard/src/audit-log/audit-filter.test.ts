import { expect, test } from '@jest/globals';
import { auditPath, auditQuery, filterOf } from './audit-filter.ts';

test('a filter is in the address, and asks for whole days', () => {
  const filter = filterOf({ who: 'ann', from: '2026-11-29', to: '2026-11-29', other: 'x' });
  expect(auditPath(filter)).toBe('/audit-log?who=ann&from=2026-11-29&to=2026-11-29');
  const startMs = new Date('2026-11-29T00:00:00').getTime();
  expect(auditQuery(filter, 200)).toEqual({
    limit: 200,
    who: 'ann',
    sinceMs: startMs,
    untilMs: startMs + 86_400_000,
  });
});

test('without a filter everything is asked for; a day that cannot be is none', () => {
  expect(auditPath(filterOf({}))).toBe('/audit-log');
  expect(auditQuery(filterOf({ from: 'soon' }), 10)).toEqual({ limit: 10 });
});
