import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { removeFolder } from '@hostwire/testing';
import { AgentDownloads } from '../downloads/agent-downloads.ts';
import { installScript } from '../downloads/install-script.ts';
import { TestGateway } from '../testing/test-gateway.ts';
import { gatewayLimits } from './gateway-limits.ts';

const program = Buffer.alloc(8_000_000, 'hostwire ');
const target = `hostwire-agent-linux-${process.arch}`;
const checksum = createHash('sha256').update(program).digest('hex');
let folder: string;
let gateway: TestGateway | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'downloads-'));
  writeFileSync(join(folder, target), program);
  writeFileSync(
    join(folder, 'SHA256SUMS'),
    `${checksum}  ${target}\n${checksum}  hostwire-agent-not-there\n`,
  );
});
afterAll(() => removeFolder(folder));
afterEach(() => gateway?.stop());

async function start(): Promise<number> {
  const downloads = new AgentDownloads(folder);
  const script = (): string =>
    installScript({
      gatewayUrl: 'wss://192.0.2.1:4681',
      pin: 'ab'.repeat(32),
      version: '1.2.3',
      checksums: downloads.checksums(),
    });
  gateway = await TestGateway.start({ downloads: { downloads, script } });
  return gateway.port;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

function get(port: number, path: string, { read = true } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, path, rejectUnauthorized: false, agent: false }, (response) => {
      const status = response.statusCode ?? 0;
      if (!read) return resolve({ status, body: Buffer.alloc(0) });
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve({ status, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

function dryRun(script: string, args: readonly string[]) {
  return spawnSync('sh', ['-s', '--', '--dry-run', ...args], { input: script, encoding: 'utf8' });
}

describe('what a host that is to be enrolled fetches', () => {
  test('a listed program, whole; nothing that is not listed or not there, and no other path', async () => {
    const port = await start();
    const { status, body } = await get(port, `/downloads/${target}`);
    expect(status).toBe(200);
    expect(body.equals(program)).toBe(true);
    for (const path of [
      '/downloads/SHA256SUMS',
      '/downloads/hostwire-agent-not-there',
      '/downloads/..%2fx',
      '/x',
    ])
      expect((await get(port, path)).status).toBe(404);
  });

  test('an install script for this collector that says what it would do', async () => {
    const port = await start();
    const script = (await get(port, '/install.sh')).body.toString('utf8');
    expect(script).not.toMatch(/@[A-Z_0-9]+@/);
    const { stdout, status } = dryRun(script, ['--init', 'systemd', 'hw1_token']);
    expect(stdout).toContain(`would download https://192.0.2.1:4681/downloads/${target}`);
    expect(stdout).toContain(checksum);
    expect(stdout).toContain('would enrol this host at wss://192.0.2.1:4681');
    expect(stdout).toContain('would run: systemctl enable --now');
    expect(status).toBe(0);
  });

  test.each([
    ['no token', [], 'A token is missing'],
    ['an option that does not exist', ['--frobnicate'], 'There is no option --frobnicate'],
    ['an init that does not exist', ['--init', 'launchd', 'hw1_token'], '--init must be'],
  ])('the script refuses %s and says what to do', async (_case, args, message) => {
    const port = await start();
    const { stderr, status } = dryRun((await get(port, '/install.sh')).body.toString('utf8'), args);
    expect(stderr).toContain(message);
    expect(status).toBe(1);
  });

  test('no more downloads at once than the limit', async () => {
    const port = await start();
    const started = Array.from({ length: gatewayLimits.maxDownloads + 1 }, () => port);
    const statuses: number[] = [];
    for (const each of started)
      statuses.push((await get(each, `/downloads/${target}`, { read: false })).status);
    expect(statuses.at(-1)).toBe(503);
    expect(statuses.filter((status) => status === 200)).toHaveLength(gatewayLimits.maxDownloads);
  });
});
