export type { Contract } from './contract.ts';
export { contracts, type Contracts } from './contracts.ts';
export { boardLimits } from './boards/board-limits.ts';
export { apiErrors, isApiErrorCode, type ApiErrorCode } from './error-codes.ts';
export {
  isLimited,
  pathOf,
  permissions,
  permissionsOf,
  refusalOf,
  roles,
  type Method,
  type Permission,
  type Rights,
  type Role,
  type Route,
} from './route.ts';
export { routes, type Routes } from './routes.ts';
export * from './schemas/agent-self.ts';
export * from './schemas/agent.ts';
export * from './schemas/alert-rule.ts';
export * from './schemas/alert.ts';
export * from './schemas/audit.ts';
export * from './schemas/backup.ts';
export * from './schemas/board.ts';
export * from './schemas/chart.ts';
export * from './schemas/collector.ts';
export * from './schemas/error.ts';
export * from './schemas/fleet-changes.ts';
export * from './schemas/health.ts';
export * from './schemas/host.ts';
export * from './schemas/keys.ts';
export * from './schemas/label.ts';
export * from './schemas/live.ts';
export * from './schemas/outlook.ts';
export * from './schemas/program.ts';
export * from './schemas/report.ts';
export * from './schemas/session.ts';
export * from './schemas/settings.ts';
export * from './schemas/sql.ts';
export * from './schemas/status.ts';
export * from './schemas/storage.ts';
export * from './schemas/token.ts';
export * from './schemas/user.ts';
