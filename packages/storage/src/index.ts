export { Database, type DatabaseOptions, type QueryParameters } from './database.ts';
export { migrate, type Migration } from './migrate.ts';
export { StorageError, type InsertOutcome, type StorageErrorCode } from './storage-error.ts';
export { readAgents, writeAgent, type AgentRow } from './tables/agents.ts';
export { readAlertDeliveries, writeAlertDelivery, type AlertDeliveryRow } from './tables/alert-deliveries.ts';
export {
  readAlertEvents,
  readAlertStates,
  writeAlertEvent,
  type AlertEventRow,
  type AlertState,
} from './tables/alert-events.ts';
export { readAuditLog, writeAudit, type AuditRow } from './tables/audit-log.ts';
export { readInventories, writeInventory, type InventoryRow } from './tables/inventories.ts';
export { readTokens, writeToken, type TokenRow } from './tables/tokens.ts';
