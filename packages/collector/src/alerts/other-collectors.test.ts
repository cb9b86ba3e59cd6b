import { expect, test } from '@jest/globals';
import { createLogger, systemClock } from '@hostwire/runtime';
import { OtherCollectors } from './other-collectors.ts';

test('another collector may be there until the database was read, and is read again every 30 s', async () => {
  let monoMs = 0;
  const answers: (number | Error | undefined)[] = [new Error('away'), undefined, 5_000];
  let reads = 0;
  const others = new OtherCollectors({
    read: async () => {
      const answer = answers[reads++];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    clock: { ...systemClock, monoMs: () => monoMs },
    logger: createLogger({ name: 'test', level: 'silent' }),
  });
  const seen = async () => {
    const before = others.seenMs;
    await new Promise(setImmediate);
    return [before, others.seenMs, reads];
  };
  expect(await seen()).toEqual([Infinity, Infinity, 1]);
  monoMs += 29_999;
  expect(await seen()).toEqual([Infinity, Infinity, 1]);
  monoMs += 1;
  expect(await seen()).toEqual([Infinity, -Infinity, 2]);
  monoMs += 30_000;
  expect(await seen()).toEqual([-Infinity, 5_000, 3]);
});
