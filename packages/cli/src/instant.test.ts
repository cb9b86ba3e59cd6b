import { expect, test } from '@jest/globals';
import { parseInstant } from './instant.ts';

/** 10:30 in the time zone of this machine. */
const now = new Date(2026, 10, 30, 10, 30);
const nowMs = now.getTime();
const local = (day: number, ...[hours, minutes, seconds = 0]: [number, number, number?]): number =>
  new Date(2026, 10, day, hours, minutes, seconds).getTime();

test.each([
  ['03:12', local(30, 3, 12)],
  ['3:12:05', local(30, 3, 12, 5)],
  ['10:31', local(29, 10, 31)],
  ['yesterday 03:12', local(29, 3, 12)],
  ['today 03:12', local(30, 3, 12)],
  ['2026-11-28 03:12', local(28, 3, 12)],
  ['2026-11-28', local(28, 0, 0)],
  ['2026-11-28T03:12:05Z', Date.UTC(2026, 10, 28, 3, 12, 5)],
  ['2026-11-28T03:12:05+02:00', Date.UTC(2026, 10, 28, 1, 12, 5)],
  ['-2h', nowMs - 7_200_000],
  ['90m', nowMs - 5_400_000],
  ['1.5 d ago', nowMs - 129_600_000],
])('%s', (text, ms) => expect(parseInstant(text, nowMs)).toBe(ms));

test.each(['', 'noon', '25:00', '03:60', 'today 23:00', '2026-13-01', '2027-01-01', '-2y', '12'])(
  '%j is not understood, or not in the past',
  (text) => expect(parseInstant(text, nowMs)).toBeUndefined(),
);
