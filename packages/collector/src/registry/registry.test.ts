import { beforeEach, describe, expect, test } from '@jest/globals';
import { ManualClock, silentLogger } from '@hostwire/testing';
import { MemoryStore } from '../testing/memory-store.ts';
import type { Enrolment } from './enrolment-view.ts';
import { Registry } from './registry.ts';
import type { IssuedToken } from './registry-requests.ts';

let store: MemoryStore;
let clock: ManualClock;
let registry: Registry;
let issued: IssuedToken;

const newRegistry = () => new Registry({ store, clock, logger: silentLogger });

beforeEach(async () => {
  store = new MemoryStore();
  clock = new ManualClock();
  registry = newRegistry();
  issued = await registry.createToken({ ttlMs: 60_000, uses: 1, labels: {}, cidr: [], actor: 'test' });
});

function enrolment(overrides: Partial<Enrolment> = {}): Enrolment {
  return {
    tokenId: issued.token.tokenId,
    secret: issued.secret,
    publicKey: 'aa'.repeat(32),
    machineHash: 'bb'.repeat(32),
    hostname: 'web1',
    address: '192.0.2.1',
    ...overrides,
  };
}

describe('Registry', () => {
  test('knows after a restart what it knew before, and no secret', async () => {
    const agent = await registry.enrol(enrolment());
    const again = newRegistry();
    await again.load();
    expect(again.agent(agent.agentId)).toEqual(agent);
    expect(again.agent('web1')).toEqual(agent);
    expect(JSON.stringify([...store.tokens.values()])).not.toContain(
      Buffer.from(issued.secret).toString('hex'),
    );
  });

  test.each(['before', 'after'] as const)(
    'a write that failed %s the row was stored is safe to repeat',
    async (fail) => {
      store.fail = fail;
      await expect(registry.enrol(enrolment())).rejects.toThrow('the answer was lost');
      const agent = await registry.enrol(enrolment());
      expect([...store.agents.keys()]).toEqual([agent.agentId]);
      await expect(registry.enrol(enrolment({ publicKey: 'cc'.repeat(32) }))).rejects.toMatchObject({
        code: 'KEY_MISMATCH',
      });
    },
  );

  test('enrolments at the same instant cannot share one use', async () => {
    const keys = ['11', '22', '33', '44'].map((byte) => byte.repeat(32));
    const outcomes = await Promise.allSettled(
      keys.map((publicKey) => registry.enrol(enrolment({ publicKey }))),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(1);
    expect(store.agents.size).toBe(1);
  });

  test('a use that may have been written is not given to another key', async () => {
    store.fail = 'after';
    await expect(registry.enrol(enrolment())).rejects.toThrow();
    const other = enrolment({ publicKey: 'cc'.repeat(32), machineHash: 'dd'.repeat(32) });
    await expect(registry.enrol(other)).rejects.toMatchObject({ code: 'TOKEN_USED_UP' });
  });

  test('a key that is enrolled with another token is refused', async () => {
    await registry.enrol(enrolment());
    issued = await registry.createToken({ ttlMs: 60_000, uses: 1, labels: {}, cidr: [], actor: 'test' });
    await expect(registry.enrol(enrolment())).rejects.toMatchObject({ code: 'KEY_IN_USE' });
  });

  test('a lost answer can be asked for again after the token expired', async () => {
    const agent = await registry.enrol(enrolment());
    clock.ms += 120_000;
    expect(await registry.enrol(enrolment())).toEqual(agent);
  });

  test('revocation is stored, in memory and announced before it returns', async () => {
    const { agentId } = await registry.enrol(enrolment());
    const seen: unknown[] = [];
    registry.onRevoked(async (agent) => {
      seen.push(agent.agentId, store.agents.get(agentId)?.revokedMs, registry.isActive(agentId));
    });
    await registry.revokeAgent('web1', { actor: 'test' });
    expect(seen).toEqual([agentId, clock.ms, false]);
    expect(store.agents.get(agentId)?.version).toBe(2);
    await registry.revokeAgent('web1', { actor: 'test' });
    expect(store.agents.get(agentId)?.version).toBe(2);
    expect(store.audit.filter(({ action }) => action === 'agent.revoke').length).toBe(1);
  });

  test('a revocation that cannot be stored changes nothing and fails', async () => {
    const { agentId } = await registry.enrol(enrolment());
    store.fail = 'before';
    await expect(registry.revokeAgent(agentId, { actor: 'test' })).rejects.toThrow();
    expect(registry.isActive(agentId)).toBe(true);
  });

  test('a deleted agent is gone, and its name, key and use of the token stay taken', async () => {
    const { agentId } = await registry.enrol(enrolment());
    const how = { samples: 'samples kept', actor: 'test' };
    await registry.labelAgent('web1', { set: { env: 'prod' }, remove: [], actor: 'test' });
    await expect(registry.deleteAgent('web1', how)).rejects.toMatchObject({ code: 'AGENT_NOT_REVOKED' });
    await registry.revokeAgent('web1', { actor: 'test' });
    await registry.deleteAgent('web1', how);
    for (const known of [registry, newRegistry()]) {
      await known.load();
      expect([known.agent('web1'), known.agent(agentId), ...known.agents()]).toEqual([undefined, undefined]);
      expect(known.tokens()).toMatchObject([{ state: 'used_up' }]);
      await expect(known.deleteAgent('web1', how)).rejects.toMatchObject({ code: 'AGENT_UNKNOWN' });
      await expect(known.enrol(enrolment())).rejects.toMatchObject({ code: 'AGENT_REVOKED' });
    }
    expect(store.agents.get(agentId)).toMatchObject({ labels: {}, deletedMs: clock.ms });
    expect(store.audit.find(({ action }) => action === 'agent.delete')?.detail).toBe('web1: samples kept');
    issued = await registry.createToken({ ttlMs: 60_000, uses: 1, labels: {}, cidr: [], actor: 'test' });
    expect(await registry.enrol(enrolment({ publicKey: 'cc'.repeat(32) }))).toMatchObject({ host: 'web1-2' });
  });

  test('says what it does not know', async () => {
    await expect(registry.revokeAgent('nobody', { actor: 'test' })).rejects.toMatchObject({
      code: 'AGENT_UNKNOWN',
    });
    await expect(registry.revokeToken('00', { actor: 'test' })).rejects.toMatchObject({
      code: 'TOKEN_UNKNOWN',
    });
  });
});
