import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseCpuMaxMilli, parseCpuStat, parseIoStat, parseLevel, parseOomKills } from './files.ts';
import { cgroupKind } from './tree.ts';

const bytes = (text: string) => Buffer.from(text);

test('no limit is no number', () => {
  expect(parseCpuMaxMilli(bytes('max 100000\n'))).toBeNaN();
  expect(parseCpuMaxMilli(bytes('250000 100000\n'))).toBe(2_500);
  expect(parseLevel(bytes('max\n'))).toBeNaN();
  for (const none of [
    '9223372036854771712',
    '9223372036854775807',
    '18446744073709551615',
    '9007199254740992',
  ])
    expect(parseLevel(bytes(`${none}\n`))).toBeNaN();
  expect(parseLevel(bytes('9007199254740991\n'))).toBe(Number.MAX_SAFE_INTEGER);
});

test('throttling is missing where the cpu controller is off', () => {
  const unknown = { throttledUs: NaN, throttledPeriods: NaN };
  expect(parseCpuStat(bytes('usage_usec 5\nuser_usec 3\n'))).toEqual({ usageUs: 5, ...unknown });
});

test('oom_kill is not oom_group_kill, and disks are added up', () => {
  expect(parseOomKills(bytes('oom 9\noom_group_kill 8\noom_kill 7\n'))).toBe(7);
  const io = parseIoStat(
    bytes('8:0 rbytes=1 wbytes=2 rios=50\n253:1 \n259:0 rbytes=10 wbytes=20 dbytes=5\n'),
  );
  expect(io).toEqual({ readBytes: 11, writeBytes: 22 });
  expect(parseIoStat(bytes(''))).toEqual({ readBytes: 0, writeBytes: 0 });
});

test('property: no bytes make a parser throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), fc.string()), (content) => {
      for (const parse of [parseCpuStat, parseCpuMaxMilli, parseIoStat, parseLevel, parseOomKills]) {
        parse(Buffer.from(content));
      }
    }),
  );
});

test('kinds', () => {
  const id = 'ab'.repeat(32);
  const kinds = {
    'ssh.service': 'unit',
    'user@1000.service': 'unit',
    'session-3.scope': 'unit',
    'system.slice': 'slice',
    [`docker-${id}.scope`]: 'container',
    [`crio-${id}.scope`]: 'container',
    [`crio-conmon-${id}.scope`]: 'unit',
    [id]: 'container',
    'lxc.payload.web': 'container',
    docker: undefined,
    'pod-1234': undefined,
  };
  expect(Object.fromEntries(Object.keys(kinds).map((name) => [name, cgroupKind(name)]))).toEqual(kinds);
});
