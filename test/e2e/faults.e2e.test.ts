import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { dirname, join } from 'node:path';
import { killLeftovers, Program, runProgram, type ProgramResult } from '../harness/program.ts';
import { enrollArgs } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('faults');
const stack = new Stack(folder);
const blocker: Server = createServer();
const anyPorts = ['--web-port', '0', '--gateway-port', '0', '--clickhouse-port', '0'];

beforeAll(async () => {
  await stack.start();
  await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await stack.stop();
  blocker.close();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

/** One clear message, no stack trace, the given words in it. */
function expectClear(result: ProgramResult, code: number, ...words: (string | RegExp)[]): void {
  for (const word of words) expect(result.stderr).toMatch(word);
  expect(result.stderr).not.toMatch(/\n\s+at .*:\d+:\d+/);
  expect(result.code).toBe(code);
}

async function token(): Promise<{ args: string[]; token: string }> {
  const created = await stack.json<{ enrollCommand: string; token: string }>(['token', 'create']);
  return { args: enrollArgs(created), token: created.token };
}

describe('hostwire up', () => {
  test.each(['web', 'gateway', 'clickhouse'])('says which port is taken: %s', async (name) => {
    const taken = `${(blocker.address() as AddressInfo).port}`;
    const args = anyPorts.map((arg, i) => (anyPorts[i - 1] === `--${name}-port` ? taken : arg));
    const result = await runProgram('hostwire', ['up', '--data', join(folder, `taken-${name}`), ...args]);
    expectClear(result, 1, taken, /in use/, `--${name}-port`);
  });

  test('names the holder of a locked data folder', async () => {
    const result = await runProgram('hostwire', ['up', '--data', stack.dataDir, ...anyPorts]);
    expectClear(result, 1, `${stack.program.pid}`, stack.dataDir);
  });

  test('says that a data folder cannot be made', async () => {
    writeFileSync(join(folder, 'a-file'), '');
    const result = await runProgram('hostwire', [
      'up',
      '--data',
      join(folder, 'a-file', 'data'),
      ...anyPorts,
    ]);
    expectClear(result, 1, join(folder, 'a-file'));
  });

  test('reports every mistake of a configuration file at once', async () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'gateway:\n  prot: 4681\nweb:\n  port: many\n');
    const result = await runProgram('hostwire', ['up', '--data', join(folder, 'wrong'), '--config', file]);
    expectClear(result, 2, /gateway\.prot/, /web\.port/, /many/);
  });

  test('refuses an unknown option', async () => {
    expectClear(await runProgram('hostwire', ['up', '--prot', '1']), 2, /--prot/);
  });

  test('says how to go on when the database cannot be reached', async () => {
    const taken = (blocker.address() as AddressInfo).port;
    const program = new Program('hostwire', [
      'collector',
      'run',
      '--data',
      join(folder, 'gone'),
      '--clickhouse',
      `http://x:y@127.0.0.1:1`,
      '--web-port',
      '0',
      '--gateway-port',
      '0',
    ]);
    expect(taken).toBeGreaterThan(0);
    await new Promise<void>((resolve) => {
      const look = () => /ClickHouse/i.test(program.stderr + program.stdout) && resolve();
      program.process.stderr?.on('data', look);
      program.process.stdout?.on('data', look);
    });
    expect(await program.terminate()).toBe(0);
  });
});

describe('hostwire-agent enroll', () => {
  test('refuses a token that is no token', async () => {
    const result = await runProgram('hostwire-agent', [
      'enroll',
      '--collector',
      stack.ready.gateway,
      '--token',
      'hw1_nonsense',
      '--state',
      join(folder, 'e1'),
    ]);
    expectClear(result, 2, /token/i);
  });

  test('refuses a token of another collector before it sends anything', async () => {
    const { args, token: good } = await token();
    const raw = Buffer.from(good.slice(4), 'base64url');
    raw[raw.length - 1]! ^= 1; // the last bytes are the pin
    const wrong = args.map((arg) => (arg === good ? `hw1_${raw.toString('base64url')}` : arg));
    const result = await runProgram('hostwire-agent', [...wrong, '--state', join(folder, 'e2')]);
    expectClear(result, 4, /key|pin/i);
  });

  test('says that nobody answers', async () => {
    const { token: good } = await token();
    const result = await runProgram('hostwire-agent', [
      'enroll',
      '--collector',
      'wss://127.0.0.1:1',
      '--token',
      good,
      '--state',
      join(folder, 'e3'),
    ]);
    expectClear(result, 3, /127\.0\.0\.1:1/, /refused/);
  });

  test('says that a token has expired', async () => {
    const created = await stack.json<{ enrollCommand: string; expiresMs: number }>([
      'token',
      'create',
      '--ttl',
      '1s',
    ]);
    while (Date.now() <= created.expiresMs) await stack.query('SELECT 1');
    const result = await runProgram('hostwire-agent', [
      ...enrollArgs(created),
      '--state',
      join(folder, 'e4'),
    ]);
    expectClear(result, 4, /expired/, /token create/);
  });

  test('does not overwrite an enrolment', async () => {
    const { args } = await token();
    expect(
      await runProgram('hostwire-agent', [...args, '--state', join(folder, 'e5'), '--name', 'five']),
    ).toMatchObject({ code: 0 });
    const { args: more } = await token();
    expectClear(
      await runProgram('hostwire-agent', [...more, '--state', join(folder, 'e5')]),
      1,
      /already enrolled/,
    );
  });
});

describe('hostwire-agent run', () => {
  test('says that the host is not enrolled', async () => {
    expectClear(await runProgram('hostwire-agent', ['run', '--state', join(folder, 'nobody')]), 1, /enroll/);
  });

  test('in the folder of `hostwire up`, says where the state of its agent is', async () => {
    const result = await runProgram('hostwire-agent', ['status', '--state', join(folder, 'nobody')], {
      cwd: dirname(stack.dataDir),
    });
    expectClear(result, 1, /--state data\/agent/);
  });

  test('names the holder of a locked state folder', async () => {
    const status = JSON.parse(
      (await runProgram('hostwire-agent', ['status', '--state', join(stack.dataDir, 'agent'), '--json']))
        .stdout,
    ) as { pid: number };
    const result = await runProgram('hostwire-agent', ['run', '--state', join(stack.dataDir, 'agent')]);
    expectClear(result, 1, `${status.pid}`);
  });
});

describe('commands without a collector', () => {
  test.each([
    [['sql', 'SELECT 1']],
    [['agents', 'list']],
    [['token', 'create']],
    [['alerts', 'list']],
    [['login']],
  ])('%p exits 3 and says how to start one', async (args) => {
    const nowhere = join(folder, 'nowhere');
    mkdirSync(nowhere, { recursive: true });
    chmodSync(nowhere, 0o700);
    const result = await runProgram('hostwire', args, { env: { HOSTWIRE_DATA: nowhere } });
    expectClear(result, 3, /hostwire up/, nowhere);
  });
});
