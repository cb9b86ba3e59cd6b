import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { topRows } from '../../../sampling/top-rows.ts';
import { parseProcessIo, parseProcessStat, parseProcessStatus } from './files.ts';
import { parsePasswd } from './user-names.ts';

const rest = 'S 1 7 7 0 -1 4194560 5 0 0 0 120 30 0 0 20 0 3 0 900 22000000 256 18446744073709551615\n';
const stat = (name: string) => parseProcessStat(Buffer.from(`7 (${name}) ${rest}`));

describe('/proc/PID/stat', () => {
  test('is read past any name', () => {
    for (const program of ['sh', 'a b', ') S (', '(sd-pam)', '', 'new\nline']) {
      expect(stat(program)).toEqual({
        program,
        state: 'S',
        isKernelThread: false,
        cpuTicks: 150,
        threads: 3,
        startTicks: 900,
        rssPages: 256,
      });
    }
  });

  test('flags beyond 31 bits and negative numbers before the fields are no obstacle', () => {
    const line = '2 (kthreadd) S 0 0 0 0 -1 4297064512 0 0 0 0 0 4 0 0 -51 0 1 0 5 0 0 1\n';
    expect(parseProcessStat(Buffer.from(line))).toMatchObject({
      isKernelThread: true,
      cpuTicks: 4,
      startTicks: 5,
    });
  });

  test('a line that ends early is none', () => {
    expect(parseProcessStat(Buffer.from('7 (sh) S 1 7 7 0\n'))).toBeUndefined();
    expect(parseProcessStat(Buffer.from('7 sh S\n'))).toBeUndefined();
    expect(parseProcessStat(Buffer.from(''))).toBeUndefined();
  });

  test('property: no bytes make a parser throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string()), (content) => {
        parseProcessStat(Buffer.from(content));
        parseProcessIo(Buffer.from(content));
        parseProcessStatus(Buffer.from(content));
      }),
    );
  });
});

test('rchar is not read_bytes, and the effective user is not the real one', () => {
  expect(parseProcessIo(Buffer.from('rchar: 1\nread_bytes: 2\nwrite_bytes: 3\n'))).toEqual({
    readBytes: 2,
    writeBytes: 3,
  });
  const status = Buffer.from('Name:\tsudo\nUid:\t1000\t0\t0\t0\nVmRSS:\t    12 kB\n');
  expect(parseProcessStatus(status)).toEqual({ uid: 0, rssBytes: 12_288 });
});

test('of several names of one user the first counts, and what is no user is passed over', () => {
  const names = parsePasswd('root:x:0:0\ntoor:x:0:0\n\n+::::\nwww-data:x:33:33\n');
  expect([...names]).toEqual([
    [0, 'root'],
    [33, 'www-data'],
  ]);
});

describe('leaders', () => {
  const key = (row: { a: number }) => row.a;

  test('property: none has less than one that was left out, none is there twice, none with nothing', () => {
    const value = fc.oneof(fc.nat(5), fc.constant(NaN));
    const rows = fc.array(fc.record({ a: value, b: value }), { maxLength: 30 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 5 }), (all, count) => {
        const top = topRows(all, { count, keys: [key] });
        expect(top.length).toBe(Math.min(count, all.filter(({ a }) => a > 0).length));
        const left = all.filter((row) => !top.includes(row) && row.a > 0);
        for (const row of left) expect(Math.min(...top.map(key))).toBeGreaterThanOrEqual(row.a);
        const both = topRows(all, { count, keys: [key, ({ b }) => b] });
        expect(new Set(both).size).toBe(both.length);
        expect(both.length).toBeLessThanOrEqual(2 * count);
      }),
    );
  });
});
