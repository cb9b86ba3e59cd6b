import { expect, test } from '@jest/globals';
import { wordsOf } from './words.ts';

test.each([
  ['host_silent', 'Host silent'],
  ['cpu_steal', 'CPU steal'],
  ['agent.enrol', 'Agent enrol'],
  ['critical', 'Critical'],
  ['', ''],
])('%s is "%s"', (id, words) => {
  expect(wordsOf(id)).toBe(words);
});
