import { describe, expect, test } from '@jest/globals';
import { hostSummary } from '@hostwire/testing/api';
import { givenTransport } from '../testing/given-transport.ts';
import { runCommand, testNowMs } from '../testing/run-command.ts';

const hosts = [
  hostSummary({ host: 'web-1', cpuBusyPct: 25, labels: { env: 'a"b' }, lastSeenMs: 1_500 }),
  hostSummary({ host: '=cmd', displayName: 'x,y', state: 'silent' }),
];
const process = {
  pid: 7,
  name: 'say "hi"',
  user: 'root',
  cpuPct: 150,
  memoryBytes: null,
  threads: 2,
  readBytesPerS: 0,
  writeBytesPerS: 1,
};
const transport = () =>
  givenTransport({
    'GET /api/v1/hosts': [{ hosts }],
    'GET /api/v1/hosts/web-1/programs': [{ processes: [process], units: [] }],
  });
const run = (...args: readonly string[]) => runCommand(['dump', ...args], { transport: transport() });

describe('hostwire dump', () => {
  test('writes CSV: null is empty, quotes are doubled, and no name is a formula', async () => {
    const { out, code } = await run();
    const [names = '', first = '', second = ''] = out.split('\n');
    expect(code).toBe(0);
    expect(names).toMatch(/^host,state,up,last_seen_s,cpu_busy_pct,memory_used_pct,/);
    expect(first).toMatch(/^web-1,live,1,1.5,25,,.*,"env=a""b"$/);
    expect(second).toMatch(/^'=cmd,silent,0,/);
  });

  test('writes OpenMetrics: base units, labels, the instant, and its end', async () => {
    const { out } = await run('--format', 'openmetrics', '--at', '-1h');
    const seconds = (testNowMs - 3_600_000) / 1_000;
    expect(out).toContain('# TYPE hostwire_host_cpu_busy_ratio gauge\n');
    expect(out).toContain(`hostwire_host_cpu_busy_ratio{host="web-1",label_env="a\\"b"} 0.25 ${seconds}\n`);
    expect(out).not.toContain('hostwire_host_cpu_busy_ratio{host="=cmd"');
    expect(out.endsWith('\n# EOF\n')).toBe(true);
  });

  test('writes JSON of the processes of one host', async () => {
    const { out } = await run('processes', '--host', 'web-1', '--json');
    expect(JSON.parse(out)).toEqual([
      expect.objectContaining({ pid: 7, name: 'say "hi"', cpu_pct: 150, memory_bytes: null }),
    ]);
  });

  test('filters as the pages do', async () => {
    expect((await run('--filter', 'cpu>20')).out.trim().split('\n')).toHaveLength(2);
  });

  test.each([
    [['units'], 2, '--host NAME'],
    [['disks'], 2, 'expected one of hosts, processes, units'],
    [['--host', 'web-2'], 1, 'hostwire agents list'],
    [['--at', 'noon'], 2, '03:12'],
    [['--format', 'xml'], 2, 'csv, json, openmetrics'],
  ])('%j is refused with what to do', async (args, code, words) => {
    expect(await run(...args)).toMatchObject({ code, err: expect.stringContaining(words) });
  });
});
