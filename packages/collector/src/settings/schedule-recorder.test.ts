import { expect, test } from '@jest/globals';
import { defaultSchedule, type SendingSchedule } from '@hostwire/protocol';
import type { AgentRow, ScheduleRow } from '@hostwire/storage';
import { ManualClock, silentLogger } from '@hostwire/testing';
import { ScheduleRecorder } from './schedule-recorder.ts';

const slow: SendingSchedule = { intervalMs: 30_000, flushMs: 60_000 };

function setUp() {
  const rows = new Map<string, ScheduleRow>();
  const schedules: Record<string, SendingSchedule> = { web1: defaultSchedule, db1: slow };
  const state = { revision: 1, writes: 0, isDown: false };
  const recorder = new ScheduleRecorder({
    store: {
      read: async () => [...rows.values()],
      write: async (written) => {
        state.writes++;
        if (state.isDown) throw new Error('ClickHouse does not answer');
        for (const row of written) rows.set(row.host, row);
      },
    },
    agents: () => Object.keys(schedules).map((host) => ({ host, labels: {}, version: 1 }) as AgentRow),
    schedule: (host) => schedules[host]!,
    settingsRevision: () => state.revision,
    clock: new ManualClock(),
    logger: silentLogger,
  });
  return { rows, schedules, state, recorder };
}

test('writes the schedules that differ from the default, and none again while nothing is set', async () => {
  const { rows, state, recorder } = setUp();
  await recorder.record();
  await recorder.record();
  expect([...rows.values()]).toMatchObject([{ host: 'db1', ...slow }]);
  expect(state.writes).toBe(1);
});

test('writes a host that is as by default again, once something else was told', async () => {
  const { rows, schedules, state, recorder } = setUp();
  await recorder.record();
  schedules['db1'] = defaultSchedule;
  state.revision++;
  await recorder.record();
  expect(rows.get('db1')).toMatchObject(defaultSchedule);
});

test('what could not be written is written at the next look', async () => {
  const { rows, state, recorder } = setUp();
  state.isDown = true;
  await recorder.record();
  expect(rows.size).toBe(0);
  state.isDown = false;
  await recorder.record();
  expect(rows.get('db1')).toMatchObject(slow);
});
