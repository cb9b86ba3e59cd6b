import { describe, expect, test } from '@jest/globals';
import { hostSummary } from '@hostwire/testing/api';
import { isAged, keepLastKnown } from './last-known.ts';

describe('keepLastKnown', () => {
  const before = [hostSummary({ host: 'a', cpuBusyPct: 12, worstFilesystem: { mount: '/', usedPct: 5 } })];
  test('values stay where the new answer has none', () => {
    const [host] = keepLastKnown(before, [hostSummary({ host: 'a', state: 'silent', load1: 1 })]);
    expect(host).toMatchObject({
      state: 'silent',
      cpuBusyPct: 12,
      load1: 1,
      worstFilesystem: { usedPct: 5 },
    });
  });
  test('newer values win, 0 is a value', () => {
    const [host] = keepLastKnown(before, [hostSummary({ host: 'a', cpuBusyPct: 0 })]);
    expect(host!.cpuBusyPct).toBe(0);
  });
  test('a host that keeps nothing of before is the answer itself', () => {
    const [older] = before;
    const never = hostSummary({ host: 'a', cpuBusyPct: 1, worstFilesystem: { mount: '/', usedPct: 6 } });
    expect(keepLastKnown(before, [never])[0]).toBe(never);
    expect(keepLastKnown(before, [older!])[0]).toBe(older);
  });
  test('a silent host is aged, a live one is not', () => {
    expect(isAged(hostSummary({ host: 'a', state: 'silent' }))).toBe(true);
    expect(isAged(hostSummary({ host: 'a', state: 'live' }))).toBe(false);
  });
});
