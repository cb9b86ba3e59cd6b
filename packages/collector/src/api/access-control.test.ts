import { expect, test } from '@jest/globals';
import { isOwnHost } from './access-control.ts';

test.each([
  '127.0.0.1:4680',
  'localhost:4680',
  'LOCALHOST',
  '[::1]:4680',
  '10.1.2.3',
  'web-1:80',
  'Web-1',
  'app.localhost',
])('%s leads here', (header) => expect(isOwnHost(header, 'Web-1')).toBe(true));

test.each([
  'evil.example',
  'localhost.evil.example',
  '127.0.0.1.evil.example:4680',
  'web-1.evil.example',
  '',
  'a b',
  'x@127.0.0.1/',
])('%p does not', (header) => expect(isOwnHost(header, 'web-1')).toBe(false));
