import { describe, expect, test } from '@jest/globals';
import { byteSize, durationMs, port } from './measure.ts';

describe('durationMs', () => {
  test.each([
    ['0', 0],
    [0, 0],
    ['250ms', 250],
    ['10s', 10_000],
    ['1.5h', 5_400_000],
    [' 5 m ', 300_000],
    ['7d', 604_800_000],
  ])('%j is %d ms', (text, ms) => {
    expect(durationMs().parse(text)).toBe(ms);
  });

  test.each(['10', 10, '', 's', '-1s', '1s30', '1e3s', '10 weeks', true, null, `${'9'.repeat(20)}d`])(
    'refuses %j',
    (value) => {
      expect(durationMs().safeParse(value).error?.issues[0]!.message).toMatch(/^expected a duration/);
    },
  );
});

describe('byteSize', () => {
  test.each([
    [4096, 4096],
    ['4096', 4096],
    ['512MiB', 536_870_912],
    ['1.5 GiB', 1_610_612_736],
    ['10GB', 10_000_000_000],
    ['4kB', 4000],
    ['4KB', 4000],
    ['1B', 1],
  ])('%j is %d bytes', (text, bytes) => {
    expect(byteSize().parse(text)).toBe(bytes);
  });

  test.each(['', 'MiB', '-1', '1mb', '1k', '12 XB', 1.5e300, false])('refuses %j', (value) => {
    expect(byteSize().safeParse(value).error?.issues[0]!.message).toMatch(/^expected a size/);
  });
});

describe('port', () => {
  test.each([
    [0, 0],
    ['4681', 4681],
    [65_535, 65_535],
  ])('%j is port %d', (value, expected) => {
    expect(port().parse(value)).toBe(expected);
  });

  test.each(['', -1, 65_536, '80a', 1.5, null])('refuses %j', (value) => {
    expect(port().safeParse(value).error?.issues[0]!.message).toMatch(/^expected a port/);
  });
});
