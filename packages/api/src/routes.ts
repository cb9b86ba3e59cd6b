/**
 * Every route of the API: the only place with their paths. The schemas of what goes in and out stand in `contracts/`
 * under the same names, so that what only calls routes (the pages) does not carry the code of schemas.
 *
 * To add a route: an entry here, its contract, and its handler in the collector (`collector/src/api/routes`). The types
 * and the start of the collector refuse one without the others.
 */
import type { RouteTable } from './route.ts';

export const routes = {
  hosts: {
    list: { method: 'GET', path: '/api/v1/hosts', needs: 'read', limited: true },
    show: { method: 'GET', path: '/api/v1/hosts/:host', needs: 'read', limited: true },
    charts: { method: 'GET', path: '/api/v1/hosts/:host/charts', needs: 'read', limited: true },
    programs: { method: 'GET', path: '/api/v1/hosts/:host/programs', needs: 'read', limited: true },
    outlook: { method: 'GET', path: '/api/v1/hosts/:host/outlook', needs: 'read', limited: true },
    changes: { method: 'GET', path: '/api/v1/hosts/:host/changes', needs: 'read', limited: true },
  },
  report: {
    show: { method: 'GET', path: '/api/v1/report', needs: 'read' },
  },
  live: {
    watch: { method: 'GET', path: '/api/v1/live', needs: 'read', limited: true, streams: true },
  },
  alerts: {
    list: { method: 'GET', path: '/api/v1/alerts', needs: 'read', limited: true },
    acknowledge: { method: 'POST', path: '/api/v1/alerts/:id/acknowledge', needs: 'alerts' },
    testChannel: { method: 'POST', path: '/api/v1/channels/:name/test', needs: 'settings' },
  },
  alertRules: {
    list: { method: 'GET', path: '/api/v1/alert-rules', needs: 'read' },
    set: { method: 'POST', path: '/api/v1/alert-rules', needs: 'settings' },
    reset: { method: 'POST', path: '/api/v1/alert-rules/:id/reset', needs: 'settings' },
    preview: { method: 'POST', path: '/api/v1/alert-rules/preview', needs: 'read' },
  },
  silences: {
    list: { method: 'GET', path: '/api/v1/silences', needs: 'read' },
    add: { method: 'POST', path: '/api/v1/silences', needs: 'alerts' },
    end: { method: 'POST', path: '/api/v1/silences/:id/end', needs: 'alerts' },
  },
  boards: {
    list: { method: 'GET', path: '/api/v1/boards', needs: 'read' },
    save: { method: 'POST', path: '/api/v1/boards', needs: 'settings' },
    remove: { method: 'POST', path: '/api/v1/boards/:name/remove', needs: 'settings' },
  },
  agents: {
    list: { method: 'GET', path: '/api/v1/agents', needs: 'read', limited: true },
    show: { method: 'GET', path: '/api/v1/agents/:agent', needs: 'read', limited: true },
    label: { method: 'POST', path: '/api/v1/agents/:agent/labels', needs: 'settings' },
    rename: { method: 'POST', path: '/api/v1/agents/:agent/rename', needs: 'settings' },
    accept: { method: 'POST', path: '/api/v1/agents/:agent/accept', needs: 'admin' },
    revoke: { method: 'POST', path: '/api/v1/agents/:agent/revoke', needs: 'admin' },
    delete: { method: 'POST', path: '/api/v1/agents/:agent/delete', needs: 'admin' },
    rotateKey: { method: 'POST', path: '/api/v1/agents/:agent/rotate-key', needs: 'admin' },
  },
  settings: {
    ofAgent: { method: 'GET', path: '/api/v1/agents/:agent/settings', needs: 'read', limited: true },
    changeOfAgent: { method: 'POST', path: '/api/v1/agents/:agent/settings', needs: 'settings' },
    history: { method: 'GET', path: '/api/v1/agents/:agent/settings/history', needs: 'read' },
    ofLabels: { method: 'GET', path: '/api/v1/label-settings', needs: 'read' },
    changeOfLabel: { method: 'POST', path: '/api/v1/label-settings', needs: 'settings' },
  },
  audit: {
    run: { method: 'GET', path: '/api/v1/audit', needs: 'read' },
  },
  tokens: {
    list: { method: 'GET', path: '/api/v1/tokens', needs: 'enrol' },
    create: { method: 'POST', path: '/api/v1/tokens', needs: 'enrol' },
    revoke: { method: 'POST', path: '/api/v1/tokens/:id/revoke', needs: 'enrol' },
  },
  keys: {
    show: { method: 'GET', path: '/api/v1/keys', needs: 'admin' },
    announce: { method: 'POST', path: '/api/v1/keys/gateway/announce', needs: 'admin' },
    switch: { method: 'POST', path: '/api/v1/keys/gateway/switch', needs: 'admin' },
    renewDatabase: { method: 'POST', path: '/api/v1/keys/database/renew', needs: 'admin' },
    renewSessions: { method: 'POST', path: '/api/v1/keys/sessions/renew', needs: 'admin' },
  },
  sql: {
    run: { method: 'POST', path: '/api/v1/sql', needs: 'read', streams: true },
  },
  loginLinks: {
    create: { method: 'POST', path: '/api/v1/login-links', needs: 'admin' },
  },
  session: {
    show: { method: 'GET', path: '/api/v1/session', needs: 'login', limited: true },
    end: { method: 'DELETE', path: '/api/v1/session', needs: 'login', limited: true },
    setPassword: { method: 'POST', path: '/api/v1/session/password', needs: 'login', limited: true },
  },
  secondFactor: {
    begin: { method: 'POST', path: '/api/v1/session/second-factor', needs: 'login', limited: true },
    confirm: { method: 'POST', path: '/api/v1/session/second-factor/confirm', needs: 'login', limited: true },
    renewCodes: {
      method: 'POST',
      path: '/api/v1/session/second-factor/recovery-codes',
      needs: 'login',
      limited: true,
    },
    remove: { method: 'POST', path: '/api/v1/session/second-factor/remove', needs: 'login', limited: true },
  },
  sessions: {
    list: { method: 'GET', path: '/api/v1/sessions', needs: 'login', limited: true },
    end: { method: 'POST', path: '/api/v1/sessions/:id/end', needs: 'login', limited: true },
  },
  users: {
    list: { method: 'GET', path: '/api/v1/users', needs: 'admin' },
    add: { method: 'POST', path: '/api/v1/users', needs: 'admin' },
    change: { method: 'POST', path: '/api/v1/users/:name', needs: 'admin' },
    reset: { method: 'POST', path: '/api/v1/users/:name/reset', needs: 'admin' },
    remove: { method: 'POST', path: '/api/v1/users/:name/remove', needs: 'admin' },
  },
  apiTokens: {
    list: { method: 'GET', path: '/api/v1/api-tokens', needs: 'admin' },
    create: { method: 'POST', path: '/api/v1/api-tokens', needs: 'admin' },
    revoke: { method: 'POST', path: '/api/v1/api-tokens/:id/revoke', needs: 'admin' },
  },
  auditLog: {
    list: { method: 'GET', path: '/api/v1/audit-log', needs: 'admin' },
  },
  storage: {
    usage: { method: 'GET', path: '/api/v1/storage/usage', needs: 'read' },
    backups: { method: 'GET', path: '/api/v1/storage/backups', needs: 'admin' },
    backup: { method: 'POST', path: '/api/v1/storage/backups', needs: 'admin' },
  },
  collectors: {
    list: { method: 'GET', path: '/api/v1/collectors', needs: 'read' },
  },
  status: {
    show: { method: 'GET', path: '/api/v1/status', needs: 'read' },
  },
  document: {
    show: { method: 'GET', path: '/api/v1/openapi.json', needs: 'login', limited: true, streams: true },
  },
  metrics: {
    show: { method: 'GET', path: '/metrics', needs: 'read', streams: true },
  },
  health: {
    live: { method: 'GET', path: '/healthz', needs: 'nothing' },
    ready: { method: 'GET', path: '/readyz', needs: 'nothing' },
  },
  statusPage: {
    show: { method: 'GET', path: '/status', needs: 'nothing', streams: true },
  },
  login: {
    open: { method: 'GET', path: '/login', needs: 'nothing', streams: true },
    ways: { method: 'GET', path: '/api/v1/login', needs: 'nothing' },
    byPassword: { method: 'POST', path: '/api/v1/login', needs: 'nothing' },
    toProvider: { method: 'GET', path: '/login/provider', needs: 'nothing', streams: true },
    fromProvider: { method: 'GET', path: '/login/provider/callback', needs: 'nothing', streams: true },
  },
  invitation: {
    show: { method: 'POST', path: '/api/v1/invitation', needs: 'nothing' },
    accept: { method: 'POST', path: '/api/v1/invitation/accept', needs: 'nothing' },
  },
} as const satisfies RouteTable;

export type Routes = typeof routes;
