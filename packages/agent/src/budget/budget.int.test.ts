/** A real agent over a host of 6,000 made-up processes: what they cost is more than its budget, until that is larger. */
import { afterEach, beforeEach, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnGroup, decodePayload, type Batch, type Inventory, noMarks } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { removeFolder, silentLogger } from '@hostwire/testing';
import { Agent } from '../agent.ts';
import { createLinuxSource } from '../sources/linux/linux-source.ts';
import { readStatus } from '../status-file.ts';
import { TestCollector, sha256, testPin } from '../testing/test-collector.ts';

const processes = 6_000;
const agentId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');

let root: string;
let collector: TestCollector;
let agent: Agent;

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'hostwire-budget-'));
  mkdirSync(join(root, 'proc'));
  mkdirSync(join(root, 'state'));
  for (let pid = 1; pid <= processes; pid++) writeProcess(pid);
  collector = new TestCollector();
  collector.settings = {
    version: 1,
    intervalMs: 500,
    flushMs: 500,
    numbers: { 'budget.cpu_pct': 3 },
    groups: [{ group: 'process', off: false, intervalMs: 1_000 }],
  };
  collector.agents.set(agentId, publicKey);
  await collector.start();
  const source = { clock: systemClock, procRoot: join(root, 'proc'), sysRoot: join(root, 'sys') };
  agent = new Agent({
    stateDir: join(root, 'state'),
    identity: { agentId, host: 'large', collector: collector.url, pins: [testPin], generation: 0 },
    privateKey,
    machine: { machineHash: sha256('machine'), bootId: 'boot-1', hostname: 'large', marks: noMarks },
    version: '0.1.0',
    clock: systemClock,
    logger: silentLogger,
    makeSource: (self) => createLinuxSource({ ...source, self }),
    collectInventory: () => new Promise<Inventory>(() => undefined),
    budgetWindowMs: 1_500,
  });
});
afterEach(async () => {
  await agent.stop();
  await collector.stop();
  await removeFolder(root);
});

function writeProcess(pid: number): void {
  const folder = join(root, 'proc', String(pid));
  mkdirSync(folder);
  const numbers = `S 1 ${pid} ${pid} 0 -1 4194560 5 0 0 0 ${pid} 30 0 0 20 0 3 0 900 22000000 500 0`;
  writeFileSync(join(folder, 'stat'), `${pid} (worker) ${numbers}\n`);
  writeFileSync(join(folder, 'status'), 'Name:\tworker\nUid:\t0\t0\t0\t0\nVmRSS:\t2000 kB\n');
}

/** The factors of the group that samples tell, in their order; each batch is decoded once. */
class ReportedFactors {
  readonly factors: number[] = [];
  #decoded = 0;

  newest(): number {
    for (; this.#decoded < collector.committed.length; this.#decoded++) {
      const { frame } = collector.committed[this.#decoded]!;
      if (frame.type === 'batch') this.#add(frame);
    }
    return this.factors.at(-1) ?? 1;
  }

  #add(batch: Batch): void {
    const at = columnGroup('agent_group').columns.findIndex(({ name }) => name === 'slow_factor');
    const group = decodePayload(batch).groups.find(({ name }) => name === 'agent_group');
    if (group === undefined) return;
    const rows = group.deviceOfRow.length;
    group.deviceOfRow.forEach((device, row) => {
      if (group.deviceNames[device] === 'process') this.factors.push(group.values[at * rows + row]!);
    });
  }
}

test('the costliest group is slowed, says so in the data and in status, and comes back when there is room', async () => {
  const reported = new ReportedFactors();
  await agent.start();
  await collector.until('processes are slowed', () => reported.newest() >= 2, 20_000);
  await collector.until(
    'status tells',
    () => (readStatus(join(root, 'state'))?.budget?.slowed['process'] ?? 1) >= 2,
    10_000,
  );
  const roomy = { ...collector.settings, version: 2, numbers: { 'budget.cpu_pct': 90 } };
  collector.send({ type: 'settings', settings: roomy });
  await collector.until('processes are read as before', () => reported.newest() === 1, 40_000);
  await collector.until(
    'status tells',
    () => readStatus(join(root, 'state'))?.budget?.slowed['process'] === undefined,
    10_000,
  );
}, 120_000);
