import { expect, test } from '@jest/globals';
import { formatAt, withAt } from './at.ts';
import { parseInstant, parseRange } from './time-range.ts';

const ms = Date.UTC(2026, 10, 30, 3, 12, 0);

test('the address carries an instant to the second and back', () => {
  expect(parseInstant(formatAt(ms))).toBe(ms);
  expect(withAt('/alerts', { tab: 'firing', at: 'old' }, ms)).toBe(
    '/alerts?tab=firing&at=2026-11-30T03%3A12%3A00Z',
  );
  expect(withAt('/', { at: 'old' })).toBe('/');
});

test('a host at an instant shows what was around it', () => {
  const range = parseRange({ at: formatAt(ms) });
  expect(range.kind === 'fixed' && range.fromMs < ms && range.toMs > ms).toBe(true);
});
