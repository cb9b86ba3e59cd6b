import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { signManifest, type UpgradeReport } from '@hostwire/protocol';
import { HostwireError } from '@hostwire/runtime';
import { removeFolder, silentLogger, waitFor } from '@hostwire/testing';
import { ProgramFolder } from './program-folder.ts';
import type { ReleaseSource } from './release-source.ts';
import { Upgrader } from './upgrader.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const name = 'hostwire-agent-linux-x64';
let path: string;
let folder: ProgramFolder;
let reports: string[];
let restarts: number;
let fetches: number;
/** What a fetch of the manifest throws, one after the other. */
let failures: Error[];

beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'programs-'));
  folder = new ProgramFolder(path);
  [reports, restarts, fetches, failures] = [[], 0, 0, []];
});
afterEach(() => removeFolder(path));

function upgraderOf(own: string, { released = '0.2.0', key = privateKey, programs = [name] } = {}): Upgrader {
  const listed = programs.map((each) => [each, { sha256: 'ab'.repeat(32), bytes: 4 }] as const);
  const source: ReleaseSource = {
    manifest: () => {
      fetches++;
      const failure = failures.shift();
      if (failure !== undefined) return Promise.reject(failure);
      return Promise.resolve(signManifest({ version: released, programs: new Map(listed) }, key));
    },
    program: async (_name, _program, { path: to }) => writeFileSync(to, 'new!'),
  };
  return new Upgrader({
    folder,
    version: own,
    program: name,
    publicKey,
    source,
    report: ({ state, detail }: UpgradeReport) => reports.push(detail === '' ? state : `${state}: ${detail}`),
    restart: () => restarts++,
    logger: silentLogger,
    random: () => 0,
  });
}

async function settled(upgrader: Upgrader): Promise<void> {
  await waitFor('it has fetched', () => upgrader.report?.state !== 'fetching');
}

test('a newer version that is signed goes on trial, and this process stops', async () => {
  const upgrader = upgraderOf('0.1.0');
  upgrader.offered('0.2.0');
  upgrader.offered('0.2.0'); // at the next Welcome
  await settled(upgrader);
  expect(reports).toEqual(['fetching', 'fetching', 'starting']);
  expect([restarts, fetches, folder.trying]).toEqual([1, 1, '0.2.0']);
  expect(readdirSync(path).toSorted()).toEqual([`hostwire-agent-0.2.0`, 'trying']);
});

test('the version on trial stays when it reaches the collector; older programs go', async () => {
  await folder.begin('0.2.0');
  for (const version of ['0.1.9', '0.2.0']) writeFileSync(folder.programPath(version), '');
  const upgrader = upgraderOf('0.2.0');
  await upgrader.reachedCollector();
  expect(folder.trying).toBeUndefined();
  expect(readdirSync(path).toSorted()).toEqual(['current', 'hostwire-agent-0.2.0']);
});

test('the former version does not confirm a trial that is not its own', async () => {
  await folder.begin('0.2.0');
  await upgraderOf('0.1.0').reachedCollector();
  expect(folder.trying).toBe('0.2.0');
});

test.each([
  [
    'signed with another key',
    { key: generateKeyPairSync('ed25519').privateKey },
    'not signed with the release key',
  ],
  ['without a program for this host', { programs: ['hostwire-agent-linux-arm64'] }, `no ${name}`],
])('a release %s is refused, once', async (_case, release, why) => {
  const upgrader = upgraderOf('0.1.0', release);
  upgrader.offered('0.2.0');
  await settled(upgrader);
  expect(upgrader.report).toMatchObject({ state: 'failed', detail: expect.stringContaining(why) });
  expect([restarts, folder.failed?.version]).toEqual([0, '0.2.0']);
  const next = upgraderOf('0.1.0', release);
  next.offered('0.2.0');
  expect([next.report?.state, fetches]).toEqual(['failed', 1]);
});

test('no older version, however it is signed', () => {
  const upgrader = upgraderOf('0.3.0');
  upgrader.offered('0.2.0');
  expect(upgrader.report).toMatchObject({ state: 'failed', detail: expect.stringContaining('not newer') });
});

test('a busy collector is asked again', async () => {
  failures = [new HostwireError('DOWNLOAD_REFUSED', 'HTTP 503', { retryable: true })];
  const upgrader = upgraderOf('0.1.0');
  upgrader.offered('0.2.0');
  await settled(upgrader);
  expect([fetches, restarts]).toEqual([2, 1]);
});

test('an offer that is withdrawn ends the upgrade, and forgets that one failed', async () => {
  await folder.fail({ version: '0.2.0', reason: 'it did not reach the collector' });
  const upgrader = upgraderOf('0.1.0');
  upgrader.offered('0.2.0');
  expect(upgrader.report?.detail).toBe('it did not reach the collector');
  upgrader.offered(undefined);
  expect([upgrader.report, folder.failed]).toEqual([undefined, undefined]);
  upgrader.offered('0.2.0');
  upgrader.offered(undefined);
  await new Promise((resolve) => void setImmediate(resolve));
  expect([fetches, restarts]).toEqual([0, 0]);
});
