export { ApiError, type CallErrorCode } from './api-error.ts';
export { createClient, type Client } from './client.ts';
export { fetchTransport, type FetchTransportOptions } from './fetch-transport.ts';
export {
  textOf,
  type CallOptions,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from './transport.ts';
export { apiErrors, isApiErrorCode, type ApiErrorCode } from '../error-codes.ts';
export { pathOf, permissions, refusalOf, roles, type Permission, type Role, type Route } from '../route.ts';
export { routes } from '../routes.ts';
export { applyFleetChanges, type FleetChanges } from '../schemas/fleet-changes.ts';
export { fleetMetrics, metricOf, shareOf, totalOf, type FleetMetric } from '../fleet/fleet-metrics.ts';
export { countStates, filterHosts, hasWord, toggleWord } from '../fleet/host-filter.ts';
export { levelOf } from '../fleet/level.ts';
export { orderHostsBy, stateRank, type OrderKey } from '../fleet/order-hosts.ts';
export { labelText } from '../fleet/label-text.ts';
export { EventStreamParser, type ServerEvent } from './event-stream-parser.ts';
export { boardLimits } from '../boards/board-limits.ts';
export { chartSections } from '../generated/chart-sections.ts';
