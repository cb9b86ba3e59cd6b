/**
 * An agent that upgrades itself, with real processes: the launcher in a service that starts it again, a collector that hands
 * out one release after the other, and builds that are signed by another, crash, hang, or work.
 */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AgentEntry, AgentsResponse } from '@hostwire/api';
import { killLeftovers, runProgram } from '../harness/program.ts';
import { Stack } from '../harness/stack.ts';
import { waitFor } from '../harness/wait.ts';
import { makeWorkFolder, removeWorkFolder } from '../harness/work-folder.ts';
import { makeBuild, publish, type BuildOptions } from './agent-builds.ts';
import { AgentService } from './agent-service.ts';

const release = generateKeyPairSync('ed25519').privateKey;
const stranger = generateKeyPairSync('ed25519').privateKey;
const limitMs = 60_000;
let work: string;
let downloads: string;
let state: string;
let stack: Stack;
let service: AgentService | undefined;

const make = (version: string, options: Partial<BuildOptions> = {}) =>
  makeBuild(work, version, { trusts: release, ...options });
const programs = () => (existsSync(join(state, 'programs')) ? readdirSync(join(state, 'programs')) : []);

/** Over the collector's socket: a command for each look would be most of what this test costs. */
function agent(): Promise<AgentEntry> {
  return new Promise((resolve, reject) => {
    const socketPath = join(stack.dataDir, 'hostwire.sock');
    get({ socketPath, path: '/api/v1/agents' }, (response) => {
      text(response).then((body) => resolve((JSON.parse(body) as AgentsResponse).agents[0]!), reject);
    }).once('error', reject);
  });
}

/** Waits until the agent is connected with this version, and reports this about its upgrade. */
function becomes(version: string, failed?: { version: string; detail: RegExp }): Promise<boolean> {
  return waitFor(
    `${version} runs${failed ? ` and reports that ${failed.version} failed` : ''}`,
    limitMs,
    async () => {
      const { connected, version: now, upgrade } = await agent();
      if (!connected || now !== version) return false;
      if (failed === undefined) return upgrade.report === null;
      return (
        upgrade.report?.state === 'failed' &&
        upgrade.report.version === failed.version &&
        failed.detail.test(upgrade.report.detail)
      );
    },
  ).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${service?.log}\n${programs().join(' ')}`);
  });
}

beforeAll(async () => {
  work = makeWorkFolder('upgrade');
  [downloads, state] = [join(work, 'downloads'), join(work, 'agent')];
  mkdirSync(downloads);
  stack = new Stack(work, { command: ['collector', 'run'], env: { HOSTWIRE_GATEWAY_DOWNLOADS: downloads } });
  await stack.start();
  const { token } = await stack.json<{ token: string }>(['token', 'create']);
  const enrolled = await runProgram(
    'hostwire-agent',
    ['enroll', '--collector', stack.ready.gateway, '--token-file', '-', '--state', state, '--name', 'web1'],
    { stdin: token },
  );
  expect(enrolled).toMatchObject({ code: 0 });
  service = new AgentService({ program: make('0.1.0'), state, trialSeconds: 3 });
  await becomes('0.1.0');
}, 120_000);

afterAll(async () => {
  await service?.stop();
  await stack.stop();
  await killLeftovers();
  removeWorkFolder(work);
});

test('nothing is upgraded that the operator did not allow; who is behind is shown', async () => {
  publish(downloads, { version: '0.2.0', program: make('0.2.0'), key: stranger });
  await waitFor('the agent is behind', limitMs, async () => (await agent()).behind);
  const { stdout } = await stack.hostwire(['agents', 'list']);
  expect(stdout).toContain('0.1.0 (behind)');
  expect((await stack.hostwire(['agents', 'upgrade'])).stdout).toMatch(/web1.*0\.1\.0.*0\.2\.0.*no.*behind/);
  expect(programs()).toEqual([]);
});

test('a release that another key signed is refused', async () => {
  await stack.hostwire(['agents', 'label', 'web1', 'stage=canary']);
  expect(await stack.hostwire(['agents', 'upgrade', '--label', 'stage=canary'])).toMatchObject({ code: 0 });
  await becomes('0.1.0', { version: '0.2.0', detail: /not signed with the release key/ });
});

test('a version that crashes at its start, and one that hangs, give way to the former one', async () => {
  publish(downloads, { version: '0.2.1', program: make('0.2.1', { body: 'exit 1' }), key: release });
  await becomes('0.1.0', { version: '0.2.1', detail: /ended 3 times before it reached the collector/ });
  publish(downloads, { version: '0.2.2', program: make('0.2.2', { body: 'exec sleep 300' }), key: release });
  await becomes('0.1.0', { version: '0.2.2', detail: /did not reach the collector within 3 s/ });
  expect((await stack.hostwire(['agents', 'upgrade'])).stdout).toContain(
    'failed: it did not reach the collector',
  );
}, 120_000);

test('a version that works stays, also when the agent is killed on the way, and no sample is lost', async () => {
  publish(downloads, { version: '0.3.0', program: make('0.3.0'), key: release });
  await waitFor('the upgrade is on its way', limitMs, () =>
    programs().some((name) => name.includes('0.3.0') || name === 'trying'),
  );
  service?.kill();
  await becomes('0.3.0');
  await waitFor('the former program is gone', limitMs, () => !existsSync(join(state, 'programs/trying')));
  expect(programs().toSorted()).toEqual(['current', 'hostwire-agent-0.3.0']);
  expect((await agent()).behind).toBe(false);
  const audit = await waitFor('audit is clean', limitMs, async () => {
    const done = await stack.hostwire(['audit', '--host', 'web1', '--since', '1h']);
    if (done.code !== 0) throw new Error(done.stdout + done.stderr);
    return done.stdout;
  });
  expect(audit).not.toContain('BAD');
}, 120_000);
