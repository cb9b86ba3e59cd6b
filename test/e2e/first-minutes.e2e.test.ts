import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLinuxSource, KernelLedger } from '@hostwire/agent/verify';
import { systemClock } from '@hostwire/runtime';
import { killLeftovers, processAlive } from '../harness/program.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('first');
const stack = new Stack(folder);

beforeAll(async () => {
  await stack.start();
});

afterAll(async () => {
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

interface CpuRow {
  readonly ts: string;
  readonly busy_pct: number;
  readonly user_ms: number;
  readonly idle_ms: number;
  readonly iowait_ms: number;
  readonly total_ms: number;
}

/** Both clocks of a sample are whole ms. */
const clockGrainMs = 2;
/** An agent reads /proc/stat this long after the instant of the sample at most, on a machine that is busy. */
const longestReadMs = 500;

describe('the first minutes', () => {
  test('this host shows one row a second, with what /proc/stat counted', async () => {
    const [{ host }] = (await stack.query<{ host: string }>('SELECT host FROM host')) as [{ host: string }];
    const ledger = new KernelLedger({
      source: createLinuxSource({ clock: systemClock }),
      clock: systemClock,
    });
    await ledger.start({ everyMs: 20 });
    const fromMs = Date.now();
    await waitFor('twelve seconds of samples', 30_000, async () => {
      const [row] = await stack.query<{ n: number }>(
        `SELECT count() AS n FROM cpu WHERE ts > fromUnixTimestamp64Milli(toInt64(${fromMs}))`,
      );
      return row!.n >= 12;
    });
    const rows = await stack.query<CpuRow>(
      `SELECT ts, busy_pct, user_ms, idle_ms, iowait_ms, user_ms + nice_ms + system_ms + idle_ms + iowait_ms + irq_ms + softirq_ms + steal_ms AS total_ms
       FROM cpu WHERE host = '${host}' AND ts > fromUnixTimestamp64Milli(toInt64(${fromMs})) ORDER BY ts`,
    );
    const seconds = rows.map((row) => row.ts.slice(0, 19));
    expect(new Set(seconds).size).toBe(seconds.length);
    const span = (Date.parse(`${rows.at(-1)!.ts}Z`) - Date.parse(`${rows[0]!.ts}Z`)) / 1000;
    expect(rows.length).toBe(Math.round(span) + 1);
    // What the kernel counted from the first instant to the last: counters only grow, so observations around them bound it.
    const toMonoMs = systemClock.monoMs() - Date.now();
    const reading = ({ ts }: CpuRow) => {
      const ms = Date.parse(`${ts}Z`) + toMonoMs;
      return { fromMs: ms - clockGrainMs, toMs: ms + longestReadMs };
    };
    const [first, last] = [reading(rows[0]!), reading(rows.at(-1)!)];
    await waitFor(
      'the ledger observations',
      5_000,
      () => (ledger.observations.at(-1)?.fromMs ?? 0) > last.toMs,
    );
    await ledger.stop();
    for (const column of ['idle_ms', 'user_ms'] as const) {
      const grown = rows.slice(1).reduce((sum, row) => sum + row[column], 0);
      const { least, most } = ledger.growth({ group: 'cpu', column }, first, last);
      if (Number.isNaN(least + most)) continue; // the kernel's counter went backwards meanwhile
      expect({ column, grown, isWithin: grown >= least && grown <= most, least, most }).toMatchObject({
        isWithin: true,
      });
    }
    for (const row of rows) {
      expect(row.busy_pct).toBeCloseTo(100 - (100 * (row.idle_ms + row.iowait_ms)) / row.total_ms, 3);
    }
  });

  test('the API is closed without a login, and a login link opens it once', async () => {
    const api = `${stack.ready.web.replace(/\/$/, '')}/api/v1/hosts`;
    expect((await fetch(api)).status).toBe(401);
    const login = await fetch(stack.ready.loginUrl, { redirect: 'manual' });
    expect(login.status).toBeGreaterThanOrEqual(300);
    expect(login.status).toBeLessThan(400);
    const cookie = login.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    const hosts = await fetch(api, { headers: { cookie } });
    expect(hosts.status).toBe(200);
    const body = (await hosts.json()) as { hosts: { state: string; cpuBusyPct: number | null }[] };
    expect(body.hosts).toHaveLength(1);
    expect(body.hosts[0]!.state).toBe('live');
    const again = await fetch(stack.ready.loginUrl, { redirect: 'manual' });
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test('the read-only account cannot write', async () => {
    await expect(stack.query('DROP TABLE samples')).rejects.toThrow();
    await expect(stack.query('CREATE TABLE x (a UInt8) ENGINE = Memory')).rejects.toThrow();
  });

  test('commands answer, and wrong input gets one clear line', async () => {
    const sql = await stack.hostwire(['sql', 'SELECT count() > 0 AS ok FROM cpu', '--format', 'TSV']);
    expect(sql).toMatchObject({ code: 0, stdout: '1\n' });
    const wrong = await stack.hostwire(['sql', 'SELEC 1']);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/Syntax error/);
    expect(wrong.stderr).not.toMatch(/\n\s+at /);
    expect((await stack.hostwire(['nonsense'])).code).toBe(2);
    expect((await stack.hostwire(['token', 'create', '--ttl', 'soon'])).code).toBe(2);
    const doctor = await stack.hostwire(['doctor']);
    expect(doctor.stderr + doctor.stdout).toMatch(/ClickHouse/);
    expect(doctor.code).toBe(0);
  });

  test('Ctrl-C leaves no process behind, and the next start finds the data', async () => {
    const ports = stack.ports();
    const agentPid = (
      JSON.parse(readFileSync(`${stack.dataDir}/agent/status.json`, 'utf8')) as { pid: number }
    ).pid;
    const [{ rows }] = (await stack.query<{ rows: number }>('SELECT count() AS rows FROM samples')) as [
      { rows: number },
    ];
    stack.program.process.kill('SIGINT');
    expect((await stack.program.exited).code).toBe(0);
    expect(processAlive(agentPid)).toBe(false);
    await expect(fetch(`http://127.0.0.1:${ports.clickhouse}/ping`)).rejects.toThrow();
    await stack.start(ports);
    const [after] = (await stack.query<{ rows: number }>('SELECT count() AS rows FROM samples')) as [
      { rows: number },
    ];
    expect(after.rows).toBeGreaterThanOrEqual(rows);
    expect(await stack.stop()).toBe(0);
  });
});

describe('two instances', () => {
  test('run side by side on explicit ports', async () => {
    const folders = [makeWorkFolder('one'), makeWorkFolder('two')];
    const stacks = folders.map((each) => new Stack(each));
    const ports = await Promise.all([0, 1, 2, 3, 4, 5].map(freePort));
    await Promise.all(
      stacks.map((each, i) =>
        each.start({ web: ports[i]!, gateway: ports[i + 2]!, clickhouse: ports[i + 4]! }),
      ),
    );
    expect(stacks.map((each) => each.ports().clickhouse)).toEqual(ports.slice(4));
    for (const each of stacks) expect(await each.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await Promise.all(stacks.map((each) => each.stop()))).toEqual([0, 0]);
    folders.forEach(removeWorkFolder);
  });
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
