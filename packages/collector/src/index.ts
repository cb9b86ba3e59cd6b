export { Collector, type CollectorEndpoints, type CollectorOptions } from './collector.ts';
export { collectorConfigSchema, type CollectorConfig } from './config.ts';
export type {
  AgentAnswer,
  AgentDetailAnswer,
  AgentEntry,
  AgentsAnswer,
  DeletionAnswer,
} from './api/schemas/agent.ts';
export type { Alert, AlertSeverity, AlertState, AlertsAnswer, AlertsQuery } from './api/schemas/alert.ts';
export type { AuditAnswer, AuditFinding } from './api/schemas/audit.ts';
export type {
  Chart,
  ChartId,
  ChartSeries,
  ChartsAnswer,
  ChartsQuery,
  ChartUnit,
  Gap,
} from './api/schemas/chart.ts';
export type { ErrorAnswer } from './api/schemas/error.ts';
export type { HostDetail, HostInventory, HostsAnswer, HostState, HostSummary } from './api/schemas/host.ts';
export type { CommittedEvent, FleetEvent, LiveQuery } from './api/schemas/live.ts';
export type { LoginLink, SessionInfo } from './api/schemas/session.ts';
export type {
  AgentSettingsAnswer,
  EffectiveSettingEntry,
  LabelSettingsAnswer,
  SettingsHistoryAnswer,
} from './api/schemas/settings.ts';
export type { SqlRequest } from './api/schemas/sql.ts';
export type { StatusAnswer } from './api/schemas/status.ts';
export type {
  CreatedToken,
  CreateTokenRequest,
  TokenAnswer,
  TokenEntry,
  TokensAnswer,
} from './api/schemas/token.ts';
