import { describe, expect, test } from '@jest/globals';
import { withBasePath, withoutBasePath } from './base-path.ts';

describe.each(['', '/hostwire', '/ops/monitor'])('with the base path "%s"', (base) => {
  test.each(['/', '/sql?q=1', '/hosts/web%201', '/?q=env%3Dprod'])('%s comes back as it was', (path) => {
    expect(withBasePath(path, base)).toBe(`${base}${path}`);
    expect(withoutBasePath(withBasePath(path, base), base)).toBe(path);
  });

  test.each(['#section-cpu', 'https://example.org/x', ''])('"%s" is not a path and stays', (href) => {
    expect(withBasePath(href, base)).toBe(href);
  });
});

test.each([
  ['/hostwire', '/'],
  ['/hostwire?at=1', '/?at=1'],
  ['/hostwires/x', '/hostwires/x'],
  ['/', '/'],
])('%s is, without /hostwire, %s', (path, expected) => {
  expect(withoutBasePath(path, '/hostwire')).toBe(expected);
});
