import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { decodePayload, noMarks, type Batch, type Inventory, type Sample } from '@hostwire/protocol';
import { systemClock } from '@hostwire/runtime';
import { removeFolder, silentLogger } from '@hostwire/testing';
import { Agent, type AgentOptions } from './agent.ts';
import { findIdentity } from './identity.ts';
import { PortableSource } from './sources/portable/portable-source.ts';
import type { SourceSettings } from './sources/sampling/source-settings.ts';
import type { SelfMeasurement } from './sources/sampling/source.ts';
import { readLock } from './spool/lock.ts';
import { sampleOf } from './testing/spool-fixture.ts';
import { readStatus } from './status-file.ts';
import { TestCollector, sha256, testPin } from './testing/test-collector.ts';

const agentId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
const { publicKey, privateKey } = generateKeyPairSync('ed25519');

let stateDir: string;
let collector: TestCollector;
let agents: Agent[];
let url: string;

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'hostwire-agent-'));
  collector = new TestCollector();
  collector.settings = { version: 1, intervalMs: 250, flushMs: 250 };
  collector.agents.set(agentId, publicKey);
  agents = [];
  await collector.start();
  url = collector.url;
});

afterEach(async () => {
  await Promise.all(agents.map((agent) => agent.stop()));
  await collector.stop();
  await removeFolder(stateDir);
});

/** A source of samples that carry the wall clock. */
function makeSource() {
  let lastMs: number | undefined;
  return {
    start: async () => undefined,
    stop: async () => undefined,
    issues: () => [],
    configure: () => undefined,
    slow: () => undefined,
    costs: () => [],
    read(): Sample | undefined {
      const [tsMs, monoMs] = [Date.now(), Math.round(systemClock.monoMs())];
      const intervalMs = monoMs - (lastMs ?? monoMs);
      const isBaseline = lastMs === undefined;
      lastMs = monoMs;
      return isBaseline ? undefined : { ...sampleOf(1, tsMs), monoMs, intervalMs };
    },
  };
}

function makeAgent(options: Partial<AgentOptions> = {}): Agent {
  const agent = new Agent({
    stateDir,
    identity: { agentId, host: 'web-1', collector: url, pins: [testPin], generation: 0 },
    privateKey,
    machine: { machineHash: sha256('machine'), bootId: 'boot-1', hostname: 'web-1', marks: noMarks },
    version: '0.1.0',
    clock: systemClock,
    logger: silentLogger,
    makeSource,
    collectInventory: () => new Promise<Inventory>(() => undefined),
    ...options,
  });
  agents.push(agent);
  return agent;
}

/** What a machine that is busy, or was moved, does to samples: it holds this process up between two of them. */
const ofTheMachine: ReadonlySet<string> = new Set(['suspended', 'clock_jump']);
/** Reasons of the other gaps. */
const gaps = () =>
  collector.committed.flatMap(({ frame }) =>
    frame.type === 'gap' && !ofTheMachine.has(frame.reason) ? frame.reason : [],
  );
/** Batches, but for those that such a gap ended early. */
const batchesSent = () =>
  collector.committed.reduce((sum, { frame }) => {
    if (frame.type === 'batch') return sum + 1;
    return ofTheMachine.has(frame.reason) ? sum - 1 : sum;
  }, 0);
const samplesAtLeast = (count: number) =>
  collector.until(
    `${count} samples`,
    () =>
      collector.committed.reduce((sum, { frame }) => sum + (frame.type === 'batch' ? frame.samples : 0), 0) >=
      count,
  );

describe('Agent', () => {
  test('samples, seals, sends; applies the settings of Welcome; leaves an orderly end', async () => {
    const agent = makeAgent();
    await agent.start();
    await samplesAtLeast(6);
    expect(readLock(join(stateDir, 'lock'))?.pid).toBe(process.pid);
    expect(readStatus(stateDir)).toMatchObject({ pid: process.pid, host: 'web-1' });
    await Promise.all([agent.stop(), agent.stop()]);
    expect(readLock(join(stateDir, 'lock'))).toBeUndefined();
    const last = collector.committed.at(-1)!.frame;
    const lastSeq = last.type === 'batch' ? last.seq : last.lastSeq;
    expect(readStatus(stateDir)).toMatchObject({
      pid: null,
      state: 'stopped',
      spool: { lastSeq, batches: 0 },
      last_ack: { seq: lastSeq },
      interval_ms: 250,
    });
    const batches = collector.committed.flatMap(({ frame }) => (frame.type === 'batch' ? frame : []));
    const times = batches.flatMap((batch) => [...decodePayload(batch).tsMs]);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  test('sends the first sample at once, and what has gathered when it is to flush more often', async () => {
    collector.settings = { version: 1, intervalMs: 400, flushMs: 600_000 };
    let reads = 0;
    const counting = () => {
      const source = makeSource();
      const read = () => {
        reads++;
        collector.wake();
        return source.read();
      };
      return { ...source, read };
    };
    await makeAgent({ makeSource: counting }).start();
    await samplesAtLeast(1);
    await collector.until('samples that wait', () => reads >= 6);
    expect(batchesSent()).toBeLessThanOrEqual(1);
    collector.send({ type: 'settings', settings: { version: 2, intervalMs: 400, flushMs: 300_000 } });
    await samplesAtLeast(4);
    expect(batchesSent()).toBeLessThanOrEqual(2);
  });

  test('a restart says that it was stopped; the generation goes on', async () => {
    const first = makeAgent();
    await first.start();
    await samplesAtLeast(2);
    await first.stop();
    await makeAgent().start();
    await collector.until('a gap', () => gaps().length > 0);
    expect(gaps()).toEqual(['agent_stopped']);
  });

  test('the key that will follow is trusted from the Welcome that tells of it, until another tells of none', async () => {
    const pins = () => findIdentity(stateDir)?.pins.join();
    const next = 'c3'.repeat(32);
    collector.nextPin = next;
    await makeAgent().start();
    await collector.until('both are trusted', () => pins() === `${testPin},${next}`);
    collector.nextPin = 'd4'.repeat(32);
    collector.cut();
    await collector.until('another follows', () => pins() === `${testPin},${collector.nextPin}`);
    collector.nextPin = '';
    collector.cut();
    await collector.until('one is trusted', () => pins() === testPin);
  });

  test('another boot: the host was off', async () => {
    const first = makeAgent();
    await first.start();
    await samplesAtLeast(2);
    await first.stop();
    await makeAgent({
      machine: { machineHash: sha256('machine'), bootId: 'boot-2', hostname: 'web-1', marks: noMarks },
    }).start();
    await collector.until('a gap', () => gaps().length > 0);
    expect(gaps()).toEqual(['host_off']);
  });

  test('collects while the collector is away, and delivers everything afterwards', async () => {
    const { port } = collector;
    await collector.stop();
    const agent = makeAgent();
    await agent.start();
    collector = new TestCollector();
    collector.settings = { version: 1, intervalMs: 250, flushMs: 250 };
    collector.agents.set(agentId, publicKey);
    await collector.start(port);
    await samplesAtLeast(3);
    expect(gaps()).toEqual([]);
  });

  test('a second agent on the same state folder is refused, and the first is not disturbed', async () => {
    await makeAgent().start();
    const second = makeAgent();
    await expect(second.start()).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      message: expect.stringContaining(`${process.pid}`),
    });
    await second.stop();
    await samplesAtLeast(1);
  });

  test('with the portable source it samples once a second, however often it is asked to', async () => {
    const source = (self: () => SelfMeasurement) =>
      new PortableSource({ clock: systemClock, platform: 'linux', self });
    await makeAgent({ makeSource: source }).start();
    await samplesAtLeast(3);
    expect(gaps()).toEqual([]);
    expect(readStatus(stateDir)).toMatchObject({ interval_ms: 1_000, issues: [] });
    const batch = collector.committed.map(({ frame }) => frame).find(({ type }) => type === 'batch');
    const columns = decodePayload(batch as Batch);
    expect(columns.groups.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['cpu', 'memory', 'agent']),
    );
  });

  test('a sample that cannot be encoded costs itself only', async () => {
    let reads = 0;
    const broken = () => {
      const source = makeSource();
      return { ...source, read: () => (++reads === 3 ? { ...sampleOf(1), tsMs: NaN } : source.read()) };
    };
    await makeAgent({ makeSource: broken }).start();
    await samplesAtLeast(4);
  });

  test('starts with the settings of its last session when no collector is there', async () => {
    collector.settings = {
      version: 7,
      intervalMs: 150,
      flushMs: 200,
      groups: [{ group: 'sensor', off: true, intervalMs: 0 }],
      filters: [{ subject: 'disk', include: [], exclude: ['loop*'] }],
    };
    const configured: SourceSettings[] = [];
    const telling = () => ({
      ...makeSource(),
      configure: (settings: SourceSettings) => void configured.push(settings),
    });
    const first = makeAgent({ makeSource: telling });
    await first.start();
    await samplesAtLeast(2);
    await first.stop();
    await collector.stop();
    expect(configured[0]).toMatchObject({ intervalMs: 1_000, off: new Set(), filters: {} });
    configured.length = 0;
    const second = makeAgent({ makeSource: telling });
    await second.start();
    expect(configured).toMatchObject([
      { intervalMs: 150, off: new Set(['sensor']), filters: { disks: { exclude: ['loop*'] } } },
    ]);
    await second.stop();
    expect(readStatus(stateDir)).toMatchObject({ interval_ms: 150 });
  });

  test('holds settings at their limits, and takes what does not read back for none', async () => {
    collector.settings = {
      version: 1,
      intervalMs: 1,
      flushMs: 200,
      groups: [{ group: 'cpu', off: false, intervalMs: 5 }],
    };
    const configured: SourceSettings[] = [];
    const telling = () => ({
      ...makeSource(),
      configure: (settings: SourceSettings) => void configured.push(settings),
    });
    writeFileSync(join(stateDir, 'settings.bin'), 'no settings');
    await makeAgent({ makeSource: telling }).start();
    await samplesAtLeast(2);
    expect(configured).toMatchObject([
      { intervalMs: 1_000 },
      { intervalMs: 100, groupIntervalsMs: new Map([['cpu', 1_000]]) },
    ]);
  });

  test('an interval that becomes shorter in the middle of one is no absence', async () => {
    collector.settings = { version: 1, intervalMs: 1_000, flushMs: 100 };
    let sampledMs = Infinity;
    const noting = () => {
      const source = makeSource();
      return { ...source, read: () => ((sampledMs = systemClock.monoMs()), source.read()) };
    };
    await makeAgent({ makeSource: noting }).start();
    await samplesAtLeast(2);
    while (systemClock.monoMs() - sampledMs < 500) await new Promise((resolve) => setImmediate(resolve));
    collector.send({ type: 'settings', settings: { version: 2, intervalMs: 100, flushMs: 100 } });
    await samplesAtLeast(6);
    expect(gaps()).toEqual([]);
  });
});
