import { expect, test } from '@jest/globals';
import { silentLogger } from '@hostwire/testing';
import { RollupSchedule } from './rollup-schedule.ts';

const times = { firstMs: 1, everyMs: 1, leaseMs: 60_000 };
const clock = { nowMs: () => 5, monoMs: () => 5 };

test('a run that fails is followed by the next one, one at a time', async () => {
  let running = 0;
  let runs = 0;
  await new Promise<void>((resolve) => {
    const schedule = new RollupSchedule({
      rollUp: async (request) => {
        expect(request).toMatchObject({ leaseMs: 60_000, nowMs: 5 });
        expect(++running).toBe(1);
        await new Promise(setImmediate);
        running--;
        if (++runs === 1) throw new Error('the database is gone');
        if (runs === 3) void schedule.stop().then(resolve);
        return 1;
      },
      clock,
      logger: silentLogger,
      times,
    });
    void schedule.start();
  });
  expect(runs).toBe(3);
});

test('stop ends a run that is under way', async () => {
  let begin: () => void = () => undefined;
  const began = new Promise<void>((resolve) => (begin = resolve));
  const schedule = new RollupSchedule({
    rollUp: async ({ signal }) => {
      begin();
      await new Promise((_, reject) => signal!.addEventListener('abort', () => reject(new Error('aborted'))));
      return 1;
    },
    clock,
    logger: silentLogger,
    times,
  });
  await schedule.start();
  await began;
  await schedule.stop();
});

test('a run that is interrupted is followed by the next one', async () => {
  let runs = 0;
  await new Promise<void>((resolve) => {
    const schedule = new RollupSchedule({
      rollUp: async ({ signal }) => {
        if (++runs === 2) {
          void schedule.stop().then(resolve);
          return 1;
        }
        setImmediate(() => schedule.interrupt());
        await new Promise((_, reject) =>
          signal!.addEventListener('abort', () => reject(signal!.reason as Error)),
        );
        return 1;
      },
      clock,
      logger: silentLogger,
      times,
    });
    void schedule.start();
  });
  expect(runs).toBe(2);
});
