import { expect, test } from '@jest/globals';
import type { AgentIdentityRow, AgentRow } from '@hostwire/storage';
import { ManualClock, silentLogger, waitFor } from '@hostwire/testing';
import { TestSpool } from '../testing/test-spool.ts';
import { IdentityTable, type IdentityStore } from './identity-table.ts';

const agent = { agentId: '00000000-0000-4000-8000-000000000001', machineHash: 'ab'.repeat(32) } as AgentRow;
const spool = new TestSpool();

class MemoryStore implements IdentityStore {
  readonly rows = new Map<string, AgentIdentityRow>();

  async read(): Promise<AgentIdentityRow[]> {
    return [...this.rows.values()];
  }

  async write(row: AgentIdentityRow): Promise<void> {
    this.rows.set(row.agentId, row);
  }
}

async function tableOn(store: IdentityStore): Promise<IdentityTable> {
  const table = new IdentityTable({
    store,
    clock: new ManualClock(),
    logger: silentLogger,
    clones: 'lock',
    onClone: () => undefined,
  });
  await table.load();
  return table;
}

test('a locked clone stays locked and reported after a restart, until its machine is accepted', async () => {
  const store = new MemoryStore();
  const before = await tableOn(store);
  expect(before.judge(agent, spool.hello(), 'none').type).toBe('accepted');
  const clone = spool.hello({ bootId: 'clone' });
  expect(before.judge(agent, clone, 'alive').type).toBe('rejected');
  await waitFor('it is stored', () => store.rows.get(agent.agentId)?.clonedMs !== undefined);
  await before.stop();
  expect(store.rows.get(agent.agentId)).toMatchObject({ locked: [{ bootId: 'clone' }] });

  const after = await tableOn(store);
  expect(after.cloneOf(agent.agentId)).toMatchObject({ detail: expect.stringContaining('another machine') });
  expect(after.judge(agent, clone, 'none').type).toBe('rejected');
  await after.accept(agent, 'next');
  expect(after.cloneOf(agent.agentId)).toBeUndefined();
  expect(after.judge(agent, clone, 'none').type).toBe('accepted');
  await after.stop();
  expect(store.rows.get(agent.agentId)).toMatchObject({ clonedMs: null, locked: [] });
});
