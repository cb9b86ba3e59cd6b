import { expect, test } from '@jest/globals';
import { labelsOf } from './labels.ts';

test.each([
  ['', {}],
  ['env=prod role=web', { env: 'prod', role: 'web' }],
  ['env=prod, role=a=b', { env: 'prod', role: 'a=b' }],
  ['word env=', { env: '' }],
])('%p', (text, labels) => {
  expect(labelsOf(text)).toEqual(labels);
});
