import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { systemClock } from '@hostwire/runtime';
import { waitFor } from '@hostwire/testing';
import { Reader, readerLimits, type Call, type Round } from './reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'hostwire-reader-'));
const readers: Reader[] = [];
afterEach(() => readers.splice(0).forEach((reader) => reader.stop()));
afterAll(() => rmSync(folder, { recursive: true }));

let programs = 0;

/** A process that answers a round as `answer` says, which has `say(line)`, `round` and `calls`. */
function program(answer: string): string {
  const path = join(folder, `reader-${programs++}.mjs`);
  writeFileSync(
    path,
    `import { writeSync } from 'node:fs';
    import { createInterface } from 'node:readline';
    let rounds = 0;
    const say = (line) => writeSync(1, JSON.stringify(line) + '\\n');
    for await (const line of createInterface({ input: process.stdin })) {
      const { round, calls } = JSON.parse(line);
      rounds++;
      say({ round, tsMs: 1, monoMs: 2 });
      ${answer}
      say({ round, done: true });
    }`,
  );
  return path;
}

const answerAll = 'for (const call of calls) say({ round, call, value: { pid: process.pid } });';

function reading(
  answer: string | undefined,
  { calls = ['mem'] as readonly Call[], clock = systemClock } = {},
) {
  const silenceMs = 1_000;
  const given = answer === undefined ? {} : { program: program(answer), silenceMs };
  const reader = new Reader({ calls, clock, ...given });
  readers.push(reader);
  reader.start();
  return reader;
}

function round(reader: Reader): Promise<Round> {
  reader.ask();
  return waitFor('a round ends', () => reader.take());
}

const reported = ({ answers }: Round, call: Call) => answers.get(call) as { pid: number } | undefined;

describe('the reader', () => {
  test('asks systeminformation in one process, round after round', async () => {
    const reader = reading(undefined, { calls: ['mem', 'currentLoad', 'loadavg'] });
    const beforeMs = systemClock.monoMs();
    const first = await round(reader);
    const second = await round(reader);
    expect([...first.answers.keys()]).toEqual(['mem', 'currentLoad', 'loadavg']);
    expect(first.answers.get('mem')).toMatchObject({ total: expect.any(Number) });
    expect(second.generation).toBe(first.generation);
    expect(first.monoMs).toBeGreaterThan(beforeMs); // the clock of another process, and the same
    expect(second.monoMs).toBeGreaterThan(first.monoMs);
    expect(second.monoMs).toBeLessThan(systemClock.monoMs());
    expect(reader.issues()).toEqual([]);
  });

  test('a call that hangs is set aside for longer each time, and the others go on', async () => {
    const clock = { ms: 0, nowMs: () => 0, monoMs: () => clock.ms };
    const answer = `for (const call of calls) {
      if (call === 'fsSize') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      say({ round, call, value: { pid: process.pid } });
    }`;
    const reader = reading(answer, { calls: ['mem', 'fsSize', 'battery'], clock });
    const hung = await round(reader);
    expect([...hung.answers.keys()]).toEqual(['mem']);
    expect(reader.issues()).toMatchObject([{ group: 'fsSize', code: 'CALL_HUNG' }]);
    expect([...(await round(reader)).answers.keys()]).toEqual(['mem', 'battery']);
    clock.ms += readerLimits.setAsideMs;
    expect([...(await round(reader)).answers.keys()]).toEqual(['mem']);
    clock.ms += readerLimits.setAsideMs;
    expect([...(await round(reader)).answers.keys()]).toEqual(['mem', 'battery']);
    clock.ms += readerLimits.setAsideMs;
    expect([...(await round(reader)).answers.keys()]).toEqual(['mem']); // tried again after twice the time
    expect(reader.issues()[0]!.message).toContain('120 s');
  });

  test('a call that hung and answers again has no issue any more', async () => {
    const clock = { ms: 0, nowMs: () => 0, monoMs: () => clock.ms };
    const flag = join(folder, 'answers');
    const answer = `const { existsSync } = await import('node:fs');
      if (!existsSync(${JSON.stringify(flag)})) await new Promise((resolve) => setTimeout(resolve, 60_000));
      ${answerAll}`;
    const reader = reading(answer, { clock });
    expect((await round(reader)).answers.size).toBe(0);
    writeFileSync(flag, '');
    expect((await round(reader)).answers.size).toBe(0); // nothing is asked
    clock.ms += readerLimits.setAsideMs;
    expect((await round(reader)).answers.size).toBe(1);
    expect(reader.issues()).toEqual([]);
  });

  test.each([
    { does: 'dies', then: 'process.kill(process.pid, "SIGSEGV");', code: 'READER_ENDED' },
    { does: 'leaves', then: 'process.exit(0);', code: 'READER_ENDED' },
    {
      does: 'floods',
      then: 'const w = () => process.stdout.write("x".repeat(65536), w); w(); await new Promise(() => 0);',
      code: 'ANSWER_TOO_LARGE',
    },
  ])(
    'of a process that $does the round has what was reported before, and another one is started',
    async (of) => {
      const answer = `say({ round, call: 'mem', value: { pid: process.pid } });
      if (calls.includes('battery')) { ${of.then} }`;
      const reader = reading(answer, { calls: ['mem', 'battery'] });
      const first = await round(reader);
      expect([...first.answers.keys()]).toEqual(['mem']);
      expect(reader.issues()).toMatchObject([{ group: 'battery', code: of.code }]);
      const second = await round(reader);
      expect(second.generation).toBe(first.generation + 1);
      expect(reported(second, 'mem')!.pid).not.toBe(reported(first, 'mem')!.pid);
    },
  );

  test('an answer that is an error is an issue, and garbage between lines is passed over', async () => {
    const answer = `process.stdout.write('garbage\\n{"round":');
      process.stdout.write('\\n');
      say({ round: round - 1, call: 'mem', value: 'of a round that is over' });
      say({ round, call: 'mem', error: 'Error: no' });`;
    const reader = reading(answer);
    expect((await round(reader)).answers.size).toBe(0);
    expect(reader.issues()).toEqual([{ group: 'mem', code: 'CALL_FAILED', message: 'Error: no' }]);
  });

  test('a program that is not there sets the call aside', async () => {
    const reader = new Reader({ calls: ['mem'], clock: systemClock, program: join(folder, 'missing.mjs') });
    readers.push(reader);
    reader.start();
    expect((await round(reader)).answers.size).toBe(0);
    expect(reader.issues()).toMatchObject([{ code: 'READER_ENDED' }]);
  });

  test('stop ends the process with what it started; nothing is asked afterwards', async () => {
    const answer = `const { spawn } = await import('node:child_process');
      const { pid } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      say({ round, call: 'mem', value: { pid } });`;
    const reader = reading(answer);
    const { pid } = reported(await round(reader), 'mem')!;
    expect(isRunning(pid)).toBe(true);
    reader.stop();
    await waitFor('the grandchild ends', () => (isRunning(pid) ? undefined : true));
    reader.ask();
    expect(reader.take()).toBeUndefined();
  });
});

/** A zombie is dead: nobody may have collected it yet. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
