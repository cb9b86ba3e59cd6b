import { describe, expect, test } from '@jest/globals';
import { DelayHistogram } from './delay-histogram.ts';

describe('DelayHistogram', () => {
  test('quantiles are right within the growth of a bucket', () => {
    const histogram = new DelayHistogram({ windowMs: 1_000 });
    for (let delayMs = 1; delayMs <= 1_000; delayMs++) histogram.record(delayMs, 0);
    expect(histogram.quantile(0.5, 0)).toBeGreaterThanOrEqual(500);
    expect(histogram.quantile(0.5, 0)).toBeLessThanOrEqual(500 * 1.2);
    expect(histogram.quantile(0.99, 0)).toBeGreaterThanOrEqual(990);
  });

  test('forgets after two windows, and knows nothing at first', () => {
    const histogram = new DelayHistogram({ windowMs: 1_000 });
    expect(histogram.quantile(0.5, 0)).toBeNull();
    histogram.record(100, 0);
    expect(histogram.quantile(0.5, 1_500)).not.toBeNull();
    expect(histogram.quantile(0.5, 2_600)).toBeNull();
  });

  test('takes delays beyond its range', () => {
    const histogram = new DelayHistogram({ windowMs: 1_000 });
    histogram.record(0, 0);
    histogram.record(1e12, 0);
    expect(histogram.quantile(0, 0)).toBe(1);
    expect(histogram.quantile(1, 0)).toBeGreaterThan(30_000_000);
  });
});
