import { describe, expect, test } from '@jest/globals';
import { cidrAllows } from './token.ts';

describe('cidrAllows', () => {
  test.each([
    [[], '192.0.2.1', true],
    [['192.0.2.0/24'], '192.0.2.200', true],
    [['192.0.2.0/24'], '192.0.3.1', false],
    [['192.0.2.0/24'], '::ffff:192.0.2.200', true],
    [['10.0.0.0/8', 'fd00::/8'], 'fd12::1', true],
    [['10.0.0.0/8'], 'fd12::1', false],
    [['10.0.0.0/8'], '', false],
  ])('%j and %s: %s', (cidr, address, allowed) => {
    expect(cidrAllows(cidr, address)).toBe(allowed);
  });
});
