import { expect, test } from '@jest/globals';
import { openPlan } from '../delivery/routes.ts';
import { endOfWeekMs, weekMs } from './weekly-report.ts';

const monday = Date.UTC(2026, 0, 5);
const hourMs = 3_600_000;
const settings = { weekday: 'monday', at: '07:30' } as const;

test.each([
  ['at that minute', monday + 7.5 * hourMs, monday + 7.5 * hourMs],
  ['a moment before it', monday + 7.5 * hourMs - 1, monday + 7.5 * hourMs - weekMs],
  ['later that day', monday + 23 * hourMs, monday + 7.5 * hourMs],
  ['on the sunday after', monday + weekMs - 1, monday + 7.5 * hourMs],
])('a week ends on its weekday, at its time: %s', (_, nowMs, endMs) => {
  expect(endOfWeekMs(settings, nowMs)).toBe(endMs);
});

const mail = { type: 'email', host: 'localhost', from: 'a@corp.internal', to: ['b@corp.internal'] };
const hook = { type: 'webhook', url: 'https://corp.internal/hook' };

test.each([
  [{ channels: ['post'] }, 'report.channels: there is no channel post of the type email'],
  [{ channels: ['hook'] }, 'report.channels: there is no channel hook of the type email'],
  [{ channels: ['mail'], at: '7:00' }, 'report.at: expected a time of the day such as 07:00'],
  [{ channels: ['mail'], weekday: 'Monday' }, expect.stringMatching(/^report\.weekday: .*"monday"/)],
])('a report that cannot be sent is refused at start: %j', (report, problem) => {
  expect(openPlan({ channels: { mail, hook }, report })).toEqual({ problems: [problem] });
});
