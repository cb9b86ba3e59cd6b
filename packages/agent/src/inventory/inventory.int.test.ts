import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { waitFor } from '@hostwire/testing';
import { encodeFrame } from '@hostwire/protocol';
import { createLogger } from '@hostwire/runtime';
import { runInventory } from './inventory-process.ts';
import { collectInventory } from './inventory.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostwire-inventory-'));
afterAll(() => rmSync(folder, { recursive: true }));

let programs = 0;
/** A child that runs this code. */
function program(code: string): string {
  const path = join(folder, `child-${programs++}.mjs`);
  writeFileSync(path, code);
  return path;
}

/** For a child that is expected to end by itself. */
const patientMs = 20_000;

function collecting(code: string | undefined, timeoutMs = patientMs) {
  const lines: Record<string, unknown>[] = [];
  const destination = {
    write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>),
  };
  const logger = createLogger({ name: 'test', level: 'warn', destination });
  const options = { timeoutMs, logger, ...(code === undefined ? {} : { program: program(code) }) };
  return { lines, inventory: collectInventory(options) };
}

const goodLine = 'console.log(JSON.stringify({ part: "system", value: { manufacturer: "Acme" } }));';

describe('inventory', () => {
  test('of this host is reported by systeminformation', async () => {
    const { inventory, lines } = collecting(undefined);
    const reported = await inventory;
    expect(lines).toEqual([]);
    const release = readFileSync('/etc/os-release', 'utf8');
    expect(release).toContain(reported.os.split(' ')[0]);
    expect(reported).toMatchObject({
      hostname: hostname(),
      agentVersion: '0.1.0',
      nodeVersion: process.versions.node,
    });
    expect(reported.bootId).toBe(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
    expect(reported.cpuCores).toBeGreaterThan(0);
    expect(reported.cpuPhysicalCores).toBeGreaterThan(0); // only systeminformation reports
    expect(reported.cpuModel).not.toBe('');
    expect(
      Math.abs(
        reported.bootedMs - (Date.now() - 1000 * Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0])),
      ),
    ).toBeLessThan(10_000);
    expect(encodeFrame(reported).length).toBeGreaterThan(100);
  });

  const blocked = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';
  test.each([
    { does: 'hangs', then: 'setInterval(() => {}, 1000);', ending: 'timed_out', timeoutMs: 2_000 },
    { does: 'blocks', then: blocked, ending: 'timed_out', timeoutMs: 2_000 },
    {
      does: 'floods',
      then: 'const w = () => process.stdout.write("x".repeat(65536), w); w();',
      ending: 'flooded',
    },
    { does: 'dies', then: 'process.kill(process.pid, "SIGSEGV");', ending: 'failed' },
    { does: 'throws', then: 'setTimeout(() => { throw new Error("no lsblk") });', ending: 'failed' },
  ])('of a child that $does has what it reported before', async ({ then, ending, timeoutMs }) => {
    const { inventory, lines } = collecting(goodLine + then, timeoutMs);
    expect(await inventory).toMatchObject({
      hostname: hostname(),
      manufacturer: 'Acme',
      cpuPhysicalCores: 0,
    });
    expect(lines).toMatchObject([{ msg: 'inventory is not complete', ending, parts: ['system'] }]);
  });

  test('of a child that prints garbage is what the host itself reports', async () => {
    const { inventory, lines } = collecting(
      'process.stdout.write(Buffer.from([0, 255, 10, 123, 10, 34, 34]));',
    );
    expect(await inventory).toMatchObject({ hostname: hostname(), manufacturer: '' });
    expect(lines).toMatchObject([{ ending: 'finished', unusable: 3 }]);
  });

  test('of a program that is not there is what the host itself reports', async () => {
    const { lines, inventory } = collecting('import "./missing.mjs";');
    expect((await inventory).hostname).toBe(hostname());
    expect(lines).toMatchObject([{ ending: 'failed' }]);
  });
});

describe('the inventory process', () => {
  test('takes its own children with it', async () => {
    const code = `
      import { spawn } from 'node:child_process';
      const { pid } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
      console.log(pid);
      setInterval(() => {}, 1000);`;
    const { ending, output } = await runInventory(program(code), { timeoutMs: 2_000 });
    expect(ending).toBe('timed_out');
    const pid = Number(output);
    expect(pid).toBeGreaterThan(0);
    await waitFor('its child is gone', () => !isRunning(pid));
  });

  test('ends when the agent stops', async () => {
    const stopping = new AbortController();
    const run = runInventory(program('setInterval(() => {}, 1000);'), {
      timeoutMs: patientMs,
      signal: stopping.signal,
    });
    stopping.abort();
    expect((await run).ending).toBe('aborted');
    const late = runInventory(program(''), { timeoutMs: patientMs, signal: stopping.signal });
    expect((await late).ending).toBe('aborted');
  });

  test('does not see the environment of the agent', async () => {
    const printing = program('console.log(Object.keys(process.env).sort().join());');
    expect((await runInventory(printing, { timeoutMs: patientMs })).output.trim()).toBe('LC_ALL,PATH');
  });
});

/** A zombie is dead: its parent is gone and nobody may have collected it yet. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
