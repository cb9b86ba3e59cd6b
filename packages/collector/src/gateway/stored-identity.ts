import type { AgentIdentityRow, StoredFacts } from '@hostwire/storage';
import type { IdentityRecord, MachineFacts } from './identity.ts';

/** The facts by their names in the database. */
const storedNames = {
  machineHash: 'machine_hash',
  firstMac: 'first_mac',
  rootFsUuid: 'root_fs_uuid',
  dmiUuidHash: 'dmi_uuid_hash',
} as const satisfies Record<keyof MachineFacts, string>;

export function factsOf(stored: StoredFacts): MachineFacts {
  return {
    machineHash: stored[storedNames.machineHash] ?? '',
    firstMac: stored[storedNames.firstMac] ?? '',
    rootFsUuid: stored[storedNames.rootFsUuid] ?? '',
    dmiUuidHash: stored[storedNames.dmiUuidHash] ?? '',
  };
}

/** What is known of them, in a fixed order. */
export function toStored(facts: MachineFacts | undefined): StoredFacts {
  if (facts === undefined) return {};
  const known = Object.entries(storedNames).map(([name, stored]) => [
    stored,
    facts[name as keyof MachineFacts],
  ]);
  return Object.fromEntries(known.filter(([, value]) => value !== '')) as StoredFacts;
}

export function rowOf({
  agentId,
  record,
  clone,
  version,
}: {
  readonly agentId: string;
  readonly record: IdentityRecord;
  readonly clone: { readonly sinceMs: number; readonly detail: string } | undefined;
  readonly version: number;
}): AgentIdentityRow {
  return {
    agentId,
    facts: toStored(record.facts),
    locked: record.locked.map(({ bootId, facts }) => ({ bootId, facts: toStored(facts) })),
    clonedMs: clone?.sinceMs ?? null,
    detail: clone?.detail ?? '',
    version,
  };
}
