import { describe, expect, test } from '@jest/globals';
import { errorCode, HostwireError, toError } from './error.ts';

class SpoolError extends HostwireError {}

describe('HostwireError', () => {
  test('carries code, retryable, context and cause', () => {
    const cause = new Error('disk');
    const error = new SpoolError('SPOOL_FULL', 'the spool is full', {
      retryable: true,
      context: { bytes: 1 },
      cause,
    });
    expect(error).toMatchObject({
      name: 'SpoolError',
      code: 'SPOOL_FULL',
      retryable: true,
      context: { bytes: 1 },
      cause,
    });
  });

  test('is not retryable and has no context or cause unless told', () => {
    const error = new HostwireError('X', 'x');
    expect(error.retryable).toBe(false);
    expect(error.context).toBeUndefined();
    expect('cause' in error).toBe(false);
  });
});

test('toError gives an Error for whatever was thrown', () => {
  const error = new TypeError('x');
  expect(toError(error)).toBe(error);
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  for (const thrown of ['text', 7, 7n, null, undefined, { a: 1 }, cycle, Symbol('s')]) {
    expect(toError(thrown)).toMatchObject({ code: 'THROWN_VALUE', cause: thrown });
  }
  expect(toError({ a: 1 }).message).toContain('{"a":1}');
});

test('errorCode gives the code of anything that has one', () => {
  expect(errorCode(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe('ENOENT');
  for (const thrown of [new Error('x'), { code: 7 }, { code: '' }, 'ENOENT', null, undefined]) {
    expect(errorCode(thrown)).toBe('UNKNOWN');
  }
});
