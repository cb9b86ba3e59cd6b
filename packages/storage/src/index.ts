export { deleteAgentSamples, type DeletionRequest } from './agent-samples.ts';
export type { BatchOrigin } from './batch-origin.ts';
export { clockTolerance, partitionDay, withinTolerance } from './clock-tolerance.ts';
export { cpuBusyPct } from './cpu-time.ts';
export { rollUp, type RollupRequest } from './history/roll-up.ts';
export type { RollupRepair } from './history/rollup-repair.ts';
export { Database, type DatabaseOptions, type QueryParameters } from './database.ts';
export type { Mark, MarkKey, Marks } from './marks.ts';
export { migrate, type Schema } from './schema/migrate.ts';
export {
  baseFor,
  endBackup,
  makeBackup,
  readBackups,
  type BackupRequest,
  type BackupRow,
} from './history/backup.ts';
export { nameOfPlace, type BackupPlace } from './history/backup-place.ts';
export { restoreBackup, type RestoreReport } from './history/restore.ts';
export { copyDatabase, type CopyProgress, type CopyReport } from './history/copy.ts';
export { areReadable, setPartAside, type UnreadablePart } from './unreadable-part.ts';
export { readDetachedParts, type DetachedPart } from './history/detached-parts.ts';
export { expireAuditLog } from './history/expire-audit-log.ts';
export { dropPartition, expireSamples, type Exclusively, type Expiry } from './history/expire.ts';
export { partSettings, setPartSettings } from './history/part-settings.ts';
export {
  minFreeBytes,
  planRetention,
  type RetentionPlan,
  type RetentionPolicy,
  type RetentionStep,
} from './history/retention-plan.ts';
export {
  readUsage,
  type HistoryLevel,
  type HostUsage,
  type PartitionUsage,
  type StorageUsage,
} from './history/usage.ts';
export { readHoles, type EpochWithHoles, type LostRange } from './history/holes.ts';
export {
  claimLease,
  newestLease,
  releaseLease,
  renewLease,
  type Fence,
  type LeaseDatabase,
} from './writer-lease.ts';
export type { Uploader } from './fenced-insert.ts';
export type { Statement } from './statement.ts';
export { insertBytes, SampleGroup, sampleGroupLimits, type SampleGroupLimits } from './sample-group.ts';
export type { TestInsertResult, TestInsertVerdict } from './test-insert.ts';
export { SampleWriter, type SampleWriterOptions } from './sample-writer.ts';
export { StorageError, type InsertOutcome, type StorageErrorCode } from './storage-error.ts';
export {
  insertAlertDeliveries,
  insertAlertEvents,
  readAbsenceNotes,
  readAcknowledgements,
  readActiveAlerts,
  readAlerts,
  readEnrolments,
  readLastReport,
  readLastSamples,
  readPendingDeliveries,
  readNotifiedAlerts,
  type AlertEpisode,
  type AlertHistoryQuery,
  type PendingDelivery,
} from './queries/alert.ts';
export { readAudit } from './audit/read-audit.ts';
export type { Audit, AuditReason, AuditRequest, EpochAudit, HostCoverage } from './audit/audit.ts';
export type { SeqRange } from './seq-range.ts';
export * from './charts/index.ts';
export * from './live-rows/index.ts';
export { stringLiteral } from './sql-literal.ts';
export type { QueryRunner, RowInserter } from './query-runner.ts';
export {
  readAgentIdentities,
  writeAgentIdentity,
  type AgentIdentityRow,
  type StoredFacts,
} from './tables/agent-identities.ts';
export { readAgents, writeAgent, type AgentRow } from './tables/agents.ts';
export type { AlertDeliveryRow, DeliveryOutcome } from './tables/alert-deliveries.ts';
export { readAlertRules, writeAlertRules, type AlertRuleRow } from './tables/alert-rules.ts';
export { readYoungParts, type YoungParts } from './history/young-parts.ts';
export { readBoards, writeBoard, type BoardRow } from './tables/boards.ts';
export { readAlertSilences, writeAlertSilence, type AlertSilenceRow } from './tables/alert-silences.ts';
export type { AlertEventRow, AlertKey, AlertState } from './tables/alert-events.ts';
export { readAuditLog, readAuditOf, writeAudit, type AuditRow } from './tables/audit-log.ts';
export { readCollectors, readOthersSeen, writeCollector, type CollectorRow } from './tables/collectors.ts';
export { readSchedules, writeSchedules, type ScheduleRow } from './tables/schedules.ts';
export {
  readAgentIssues,
  readHostIssues,
  writeAgentIssues,
  type AgentIssuesRow,
} from './tables/agent-issues.ts';
export { readInventories, writeInventory, type InventoryRow } from './tables/inventories.ts';
export { readSettings, writeSettings, type SettingsRow } from './tables/settings.ts';
export { readTokens, writeToken, type TokenRow } from './tables/tokens.ts';
export {
  fleetWindows,
  readFleet,
  readFleetAt,
  readFleetHost,
  readSparks,
  type FleetRow,
  type Sparks,
} from './queries/fleet.ts';
export { readAgentSelf } from './queries/agent-self.ts';
export { readGaps, type GapData } from './queries/gap.ts';
export { readPrograms, type ProgramsAt } from './queries/programs.ts';
export { readSilence, type Silence } from './queries/silence.ts';
export { Reader, type ReaderResponse, type ReaderOptions, type ReaderQuery } from './queries/reader.ts';
export { readMeasuredDays, type MeasuredDay } from './queries/availability.ts';
export { readServerFigures, type ServerFigures } from './queries/server.ts';
export {
  readUsageReport,
  type FilesystemUse,
  type HostUse,
  type MissingTime,
  type ReportRange,
} from './queries/report.ts';
