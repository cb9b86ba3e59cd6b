import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '@hostwire/testing';
import type { ChangesResponse, OutlookResponse, ReportResponse } from '@hostwire/api';
import { givenTransport } from '../testing/given-transport.ts';
import { runCommand, testNowMs as nowMs } from '../testing/run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hostwire-report-'));
});
afterEach(() => removeFolder(folder));

const report: ReportResponse = {
  ...{ fromMs: nowMs - 86_400_000, toMs: nowMs, host: null, hosts: [], busiest: [], idle: [] },
  ...{ growing: [], fullest: [], alerts: [], completeness: [] },
};

test('report writes one page, and asks for the range', async () => {
  const transport = givenTransport({ 'GET /api/v1/report': [report] });
  const out = join(folder, 'week.html');
  const answer = await runCommand(['report', '--range', '1d', '--out', out], { transport });
  expect(answer.code).toBe(0);
  expect(answer.out).toMatch(/has no host.*--range 24h/);
  expect(readFileSync(out, 'utf8')).toMatch(/^<!doctype html>/);
  expect(transport.asked[0]!.path).toContain(`fromMs=${nowMs - 86_400_000}&toMs=${nowMs}`);
});

test('report says what is wrong with a range, and with a file that cannot be written', async () => {
  const transport = givenTransport({ 'GET /api/v1/report': [report] });
  expect(await runCommand(['report', '--range', 'soon'], { transport })).toMatchObject({ code: 2 });
  const out = join(folder, 'missing', 'week.html');
  expect(await runCommand(['report', '--out', out], { transport })).toMatchObject({
    code: 1,
    err: expect.stringContaining('Name another file'),
  });
});

test('changes ranks what changed, and names other hosts', async () => {
  const changes: ChangesResponse = {
    beforeMs: 0,
    changes: [
      {
        ...{ chart: 'cpu', title: 'CPU', unit: 'pct', series: 'user', device: '' },
        ...{ during: 95, before: 20, score: 40 },
      },
      {
        ...{ chart: 'network', title: 'Network', unit: 'bytes_per_s', series: 'receive', device: 'eth0' },
        ...{ during: 120 * 2 ** 20, before: 1_536, score: 30 },
      },
    ],
    elsewhere: [{ chart: 'cpu', series: 'user', hosts: [{ host: 'web2', during: 90, before: 20 }] }],
  };
  const transport = givenTransport({ 'GET /api/v1/hosts/web1/changes': [changes] });
  const answer = await runCommand(['changes', 'web1', '--at', '2026-01-05T12:00:00Z'], { transport });
  expect(answer).toMatchObject({ code: 0, out: expect.stringMatching(/CPU +user +95\.0 % +20\.0 % +40\.0/) });
  expect(answer.out).toMatch(/Network +receive eth0 +120\.0 MiB\/s +1\.5 KiB\/s +30\.0/);
  expect(answer.out).toContain('moved the same way on: web2');
  expect(await runCommand(['changes', 'web1', '--at', 'noon'], { transport })).toMatchObject({ code: 2 });
});

test('outlook says when a file system is full, or that nobody can know', async () => {
  const filesystem = { usedBytes: 5e11, limitBytes: 1e12, confidence: 0.9, windowHours: 6 };
  const outlook: OutlookResponse = {
    filesystems: [
      { ...filesystem, mount: '/var', bytesPerHour: 1e10, hoursToFull: 50 },
      { ...filesystem, mount: '/', bytesPerHour: 0, hoursToFull: null },
    ],
    ...{ baseline: [], peers: [] },
  };
  const transport = givenTransport({ 'GET /api/v1/hosts/web1/outlook': [outlook] });
  const { code, out } = await runCommand(['outlook', 'web1'], { transport });
  expect(code).toBe(0);
  expect(out).toMatch(/\/var +50\.0 % +240\.00 GB +2\.1 d/);
  expect(out).toMatch(/\/ +50\.0 % +0\.00 GB +cannot be known/);
});
