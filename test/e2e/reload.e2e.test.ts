/** SIGHUP: the collector and the agent read their settings again, and go on as they were when these have a mistake. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { killLeftovers, type Program } from '../harness/program.ts';
import { SecondAgent } from '../harness/second-agent.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';

const folder = makeWorkFolder('reload');
const settingsFile = join(folder, 'collector.yaml');
const alertsFile = join(folder, 'alerts.yaml');
const stack = new Stack(folder, {
  command: ['collector', 'run'],
  args: ['--config', settingsFile],
  watched: true,
});
const agent = new SecondAgent(folder, 'reloading');

function write({ level = 'info', days = 14, port = '' } = {}): void {
  writeFileSync(
    settingsFile,
    `logLevel: ${level}\nalerts:\n  file: ${alertsFile}\nretention:\n  raw: ${days}d\nlimits:\n  connections: 100${port}\n`,
  );
}

const channel = (name: string) =>
  `channels:\n  ${name}: { type: webhook, url: "http://127.0.0.1:4999/hook" }\n`;

interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly taken?: readonly string[];
  readonly needRestart?: readonly string[];
  readonly logLevel?: string;
  readonly err?: { readonly message: string };
}

const linesOf = ({ stderr }: Program): LogLine[] =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as LogLine);

/** Sends the signal; the first line with that text that comes after it. */
async function reload(program: Program, text: string): Promise<LogLine> {
  const before = linesOf(program).length;
  process.kill(program.pid, 'SIGHUP');
  return waitFor(`"${text}" in the log\n${program.stderr}`, 30_000, () =>
    linesOf(program)
      .slice(before)
      .find(({ msg }) => msg.startsWith(text)),
  );
}

const channels = async () => {
  const { code, stderr } = await stack.hostwire(['alerts', 'test', 'nobody']);
  expect(code).not.toBe(0);
  return /there are: (.*)/.exec(stderr)?.[1];
};

beforeAll(async () => {
  write();
  writeFileSync(alertsFile, channel('first'));
  await stack.start();
  await agent.enroll(stack);
  agent.start();
  await agent.seen(stack);
});

afterAll(async () => {
  await agent.program.terminate();
  await stack.stop();
  const left = await killLeftovers();
  removeWorkFolder(folder);
  expect(left).toEqual([]);
});

test('the collector takes over what it can, and says what waits for a restart', async () => {
  expect(await channels()).toBe('first');
  write({ level: 'debug', days: 3, port: '1' });
  writeFileSync(alertsFile, channel('second'));
  const taken = await reload(stack.program, 'settings read again');
  expect(taken).toMatchObject({
    level: 'warn',
    taken: ['logLevel', 'retention.raw'],
    needRestart: ['limits.connections'],
  });
  expect(await channels()).toBe('second');
  const { policy } = await stack.json<{ policy: { rawMs: number } }>(['storage', 'usage']);
  expect(policy.rawMs).toBe(3 * 86_400_000);
  // What waits for a restart is said each time.
  expect(await reload(stack.program, 'settings read again')).toMatchObject({
    taken: [],
    needRestart: ['limits.connections'],
  });
});

test.each([
  ['settings', () => write({ level: 'loud' }), /logLevel .*"loud"/],
  ['channels', () => writeFileSync(alertsFile, 'channels:\n  x: { type: fax }\n'), /channels\.x\.type/],
])('a mistake in its %s changes nothing', async (_, spoil, message) => {
  write({ days: 5 });
  spoil();
  const failed = await reload(stack.program, 'settings could not be read again');
  expect(failed).toMatchObject({ level: 'error', err: { message: expect.stringMatching(message) } });
  expect(await channels()).toBe('second');
  const { policy } = await stack.json<{ policy: { rawMs: number } }>(['storage', 'usage']);
  expect(policy.rawMs).toBe(3 * 86_400_000);
  expect(stack.program.alive).toBe(true);
});

test('the agent takes over its log level, and goes on when the file has a mistake', async () => {
  const file = join(agent.stateDir, 'agent.json');
  writeFileSync(file, '{ "logLevel": "debug" }');
  expect(await reload(agent.program, 'local settings read again')).toMatchObject({ logLevel: 'debug' });
  writeFileSync(file, '{ "logLevel": "loud" }');
  const failed = await reload(agent.program, 'settings could not be read again');
  expect(failed.err?.message).toContain('none of fatal, error, warn, info, debug');
  await agent.seen(stack, Date.now());
  expect(agent.program.alive).toBe(true);
});
