import { expect, test } from '@jest/globals';
import { isSilenced, silenceRequest, type Silence, type SilenceRequest } from './silence.ts';

const subject = {
  ...{ host: 'web1', labels: { env: 'prod', rack: 'b7' }, device: '/var' },
  ...{ rule: 'filesystem_full', severity: 'warning' },
};

function silence(request: Omit<SilenceRequest, 'reason' | 'untilMs'> & Partial<SilenceRequest>): Silence {
  const terms = silenceRequest.parse({ reason: 'test', untilMs: null, ...request });
  return { ...terms, id: 's', actor: 'ann', createdMs: 0, version: 1 };
}

/** 2026-01-05 is a Monday. */
const at = (text: string) => Date.parse(text);

test.each([
  ['before it begins', '2026-01-05T20:59:59Z', false],
  ['when it begins, in its own time zone', '2026-01-05T21:00:00Z', true],
  ['after midnight', '2026-01-06T03:00:00Z', true],
  ['when it is over', '2026-01-06T05:00:00Z', false],
  ['in summer, an hour earlier', '2026-07-06T20:00:00Z', true],
  ['in summer, when it is over', '2026-07-07T04:00:00Z', false],
])('quiet hours from 22:00 for 8 h in Berlin: %s', (_, time, expected) => {
  const quiet = silence({ recurs: { at: '22:00', lasts: '8h', timeZone: 'Europe/Berlin' } });
  expect(isSilenced(quiet, subject, at(time))).toBe(expected);
});

test('quiet hours leave out severities that are told all the same', () => {
  const quiet = silence({ recurs: { at: '22:00', lasts: '8h' }, except: ['critical'] });
  const night = at('2026-01-05T23:00:00Z');
  expect(isSilenced(quiet, subject, night)).toBe(true);
  expect(isSilenced(quiet, { ...subject, severity: 'critical' }, night)).toBe(false);
});

test('a maintenance window on Sundays, also where it reaches into Monday', () => {
  const window = silence({ label: 'rack=b*', recurs: { days: ['sun'], at: '23:00', lasts: '3h' } });
  expect(isSilenced(window, subject, at('2026-01-04T23:30:00Z'))).toBe(true);
  expect(isSilenced(window, subject, at('2026-01-05T01:59:00Z'))).toBe(true);
  expect(isSilenced(window, subject, at('2026-01-05T02:00:00Z'))).toBe(false);
  expect(isSilenced(window, subject, at('2026-01-05T23:30:00Z'))).toBe(false); // Monday
  expect(isSilenced(window, { ...subject, labels: { rack: 'c1' } }, at('2026-01-04T23:30:00Z'))).toBe(false);
});
