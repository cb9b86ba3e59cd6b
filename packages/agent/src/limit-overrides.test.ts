import { expect, test } from '@jest/globals';
import { parseLimitOverrides } from './limit-overrides.ts';

test('nothing given: everything as it is', () => {
  expect(parseLimitOverrides('{}')).toEqual({ spool: {}, waitShare: 1 });
});

test('takes limits of the spool, and the share of the waits', () => {
  expect(parseLimitOverrides('{"graceMs":10000,"waitShare":0.1}')).toEqual({
    spool: { graceMs: 10_000 },
    waitShare: 0.1,
  });
});

test.each(['', '[', '7', '{"graceMs":0}', '{"graceMs":"1"}', '{"grace":1}', '{"waitShare":2}'])(
  'refuses %j',
  (json) => {
    expect(() => parseLimitOverrides(json)).toThrow(expect.objectContaining({ code: 'FLAG_INVALID' }));
  },
);
