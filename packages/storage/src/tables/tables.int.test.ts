import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { migrate } from '../schema/migrate.ts';
import { startTestDatabase, type TestDatabase } from '@hostwire/testing/storage';
import { readAgentIdentities, writeAgentIdentity, type AgentIdentityRow } from './agent-identities.ts';
import { readAgentIssues, readHostIssues, writeAgentIssues } from './agent-issues.ts';
import { readAgents, writeAgent, type AgentRow } from './agents.ts';
import { readAuditLog, writeAudit } from './audit-log.ts';
import { readInventories, writeInventory, type InventoryRow } from './inventories.ts';
import { readTokens, writeToken, type TokenRow } from './tokens.ts';

let clickhouse: TestDatabase;

beforeAll(async () => {
  clickhouse = await startTestDatabase();
  await migrate(clickhouse.db);
});
afterAll(() => clickhouse.stop());

const now = Date.UTC(2026, 6, 1, 12, 0, 0, 123);
const awkward = `it's "ünï" \\ \n {x}`;

const agentRow: AgentRow = {
  agentId: '01234567-89ab-cdef-fedc-ba9876543210',
  host: 'a',
  displayName: awkward,
  publicKey: 'ab'.repeat(32),
  machineHash: 'cd'.repeat(32),
  tokenId: 'ef'.repeat(8),
  labels: { env: awkward, '': '' },
  enrolledMs: now,
  revokedMs: null,
  deletedMs: null,
  renewal: { sinceMs: 0, nextKey: '', askedMs: null, tokenId: '' },
  version: 1,
};

describe('a row comes back as it was written, and the highest version counts:', () => {
  test('agent identities', async () => {
    const row: AgentIdentityRow = {
      agentId: '01234567-89ab-cdef-fedc-ba9876543210',
      facts: { machine_hash: 'ab'.repeat(32), first_mac: awkward },
      locked: [{ bootId: awkward, facts: { machine_hash: 'cd'.repeat(32) } }],
      clonedMs: now,
      detail: awkward,
      version: 1,
    };
    const accepted = { ...row, locked: [], clonedMs: null, detail: '', version: 2 };
    await writeAgentIdentity(clickhouse.db, row);
    expect(await readAgentIdentities(clickhouse.db)).toEqual([row]);
    await writeAgentIdentity(clickhouse.db, accepted);
    expect(await readAgentIdentities(clickhouse.db)).toEqual([accepted]);
  });

  test('agents', async () => {
    const row = agentRow;
    const revoked = { ...row, revokedMs: now + 1, version: 2 };
    await writeAgent(clickhouse.db, row);
    expect(await readAgents(clickhouse.db)).toEqual([row]);
    await writeAgent(clickhouse.db, revoked);
    await writeAgent(clickhouse.db, row); // late: an older version again
    expect(await readAgents(clickhouse.db)).toEqual([revoked]);
  });

  test('tokens', async () => {
    const row: TokenRow = {
      tokenId: '0011223344556677',
      secretHash: '00'.repeat(32),
      createdMs: now,
      expiresMs: now + 3_600_000,
      uses: 4_294_967_295,
      labels: {},
      cidr: ['10.0.0.0/8', '::/0'],
      agentId: '',
      revokedMs: null,
      version: 1,
    };
    await writeToken(clickhouse.db, row);
    await writeToken(clickhouse.db, { ...row, revokedMs: now, version: 2 });
    expect(await readTokens(clickhouse.db)).toEqual([{ ...row, revokedMs: now, version: 2 }]);
  });

  test('issues of agents, and their view for hosts that are still enrolled', async () => {
    const issue = {
      group: 'filesystem',
      device: awkward,
      column: 'inodes_free',
      code: 'X',
      message: awkward,
    };
    const row = { agentId: agentRow.agentId, host: 'a', receivedMs: now, issues: [issue] };
    await writeAgentIssues(clickhouse.db, row);
    expect(await readAgentIssues(clickhouse.db)).toEqual([row]);
    await writeAgent(clickhouse.db, {
      ...agentRow,
      host: 'a',
      revokedMs: null,
      deletedMs: null,
      version: 90,
    });
    expect(await readHostIssues(clickhouse.db, 'a')).toEqual([issue]);
    await writeAgent(clickhouse.db, { ...agentRow, host: 'a', revokedMs: now, deletedMs: null, version: 91 });
    expect(await readHostIssues(clickhouse.db, 'a')).toEqual([]);
    await writeAgentIssues(clickhouse.db, { ...row, receivedMs: now + 1, issues: [] });
    expect(await readAgentIssues(clickhouse.db)).toEqual([{ ...row, receivedMs: now + 1, issues: [] }]);
  });

  test('inventories', async () => {
    const row: InventoryRow = {
      agentId: '01234567-89ab-cdef-fedc-ba9876543210',
      host: 'a',
      receivedMs: now,
      inventory: {
        hostname: 'a',
        os: 'Debian GNU/Linux 12',
        kernel: '6.1',
        arch: 'x64',
        bootId: awkward,
        bootedMs: now - 1000,
        cpuModel: '',
        cpuCores: 8,
        cpuPhysicalCores: 4,
        cpuSockets: 1,
        memoryBytes: 2 ** 40,
        virtualisation: 'kvm',
        cloud: '',
        container: '',
        manufacturer: '',
        model: '',
        disks: [{ name: 'sda', model: awkward, sizeBytes: Number.MAX_SAFE_INTEGER, type: 'SSD' }],
        interfaces: [
          { name: 'eth0', mac: '00:11', addresses: ['10.0.0.1', 'fe80::1'], speedMbit: 1000 },
          { name: 'lo', mac: '', addresses: [], speedMbit: 0 },
        ],
        gpus: [],
        agentVersion: '0.1.0',
        nodeVersion: 'v20',
      },
    };
    await writeInventory(clickhouse.db, { ...row, receivedMs: now - 1 });
    await writeInventory(clickhouse.db, row);
    expect(await readInventories(clickhouse.db)).toEqual([row]);
    expect(await readInventories(clickhouse.db, 'a')).toEqual([row]);
    expect(await readInventories(clickhouse.db, 'b')).toEqual([]);
  });

  test('inventories with a clock beyond all calendars', async () => {
    const [known] = await readInventories(clickhouse.db);
    const inventory = { ...known!.inventory, bootedMs: Number.MAX_SAFE_INTEGER };
    await writeInventory(clickhouse.db, { ...known!, receivedMs: now + 1, inventory });
    expect((await readInventories(clickhouse.db))[0]!.inventory.bootedMs).toBe(
      Date.UTC(2299, 11, 31, 23, 59, 59, 999),
    );
  });

  test('audit log, newest first', async () => {
    const row = { tsMs: now, actor: 'root', action: 'agent.revoke', object: 'a', detail: awkward };
    await writeAudit(clickhouse.db, row);
    await writeAudit(clickhouse.db, { ...row, tsMs: now + 1 });
    expect(await readAuditLog(clickhouse.db, { limit: 10 })).toEqual([{ ...row, tsMs: now + 1 }, row]);
    expect(await readAuditLog(clickhouse.db, { limit: 1 })).toHaveLength(1);
    const { actor, action } = row;
    const who = actor.toUpperCase().slice(0, 3);
    expect(await readAuditLog(clickhouse.db, { limit: 9, who, what: action.slice(0, 4) })).toHaveLength(2);
    expect(await readAuditLog(clickhouse.db, { limit: 9, who: 'nobody of that name' })).toEqual([]);
    expect(await readAuditLog(clickhouse.db, { limit: 9, what: 'other.' })).toEqual([]);
    expect(await readAuditLog(clickhouse.db, { limit: 9, sinceMs: now + 1 })).toHaveLength(1);
    expect(await readAuditLog(clickhouse.db, { limit: 9, untilMs: now + 1 })).toEqual([row]);
  });
});
