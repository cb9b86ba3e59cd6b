import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatNumber, formatQuantity, formatTick, noValue } from './quantity.ts';

describe('formatQuantity', () => {
  test.each([
    [0, 'pct', '0.0 %'],
    [42.66, 'pct', '42.7 %'],
    [100, 'pct', '100.0 %'],
    [0, 'bytes', '0 B'],
    [999, 'bytes', '999 B'],
    [1000, 'bytes', '0.98 KiB'],
    [1536, 'bytes', '1.50 KiB'],
    [16 * 2 ** 30, 'bytes', '16.0 GiB'],
    [12.5 * 2 ** 20, 'bytes_per_s', '12.5 MiB/s'],
    [1234, 'ops_per_s', '1.23 k/s'],
    [0.05, 'ms', '50 µs'],
    [3.2, 'ms', '3.20 ms'],
    [1500, 'ms', '1.50 s'],
    [0.5, 'load', '0.50'],
    [12_345_678, 'count', '12.3 M'],
    [8, 'count', '8'],
    [2.713, 'count', '2.71'],
    [-3.25, 'celsius', '-3.3 °C'],
    [1199.6, 'rpm', '1200 rpm'],
  ] as const)('%d %s is %s', (value, unit, text) => {
    expect(formatQuantity(value, unit)).toBe(text);
  });

  test('a missing value is a dash, never 0 or NaN', () => {
    for (const missing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(formatQuantity(missing, 'bytes')).toBe(noValue);
    }
  });

  test('a small value that is not zero does not look like zero', () => {
    expect(formatNumber(0.0001)).toBe('< 0.01');
  });

  test('no quantity needs more than four digits before its unit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2 ** 62, noNaN: true }), (bytes) => {
        expect(formatQuantity(bytes, 'bytes')).toMatch(/^(< )?\d{1,3}(\.\d{1,2})? (B|[KMGTPE]iB)$/);
      }),
    );
  });
});

describe('formatTick', () => {
  test.each([
    [0, 'pct', '0'],
    [25, 'pct', '25 %'],
    [2 ** 30, 'bytes', '1 GiB'],
    [1.5 * 2 ** 20, 'bytes_per_s', '1.5 MiB/s'],
    [100, 'ops_per_s', '100/s'],
    [0.5, 'load', '0.5'],
    [200, 'ms', '200 ms'],
  ] as const)('%d %s is %s', (value, unit, text) => {
    expect(formatTick(value, unit)).toBe(text);
  });
});
