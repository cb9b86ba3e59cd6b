import type { ContractsOf } from './contract.ts';
import { agents } from './contracts/agents.ts';
import { alertRules, alerts, silences } from './contracts/alerts.ts';
import { audit } from './contracts/audit.ts';
import { boards } from './contracts/boards.ts';
import { hosts } from './contracts/hosts.ts';
import { keys } from './contracts/keys.ts';
import { live } from './contracts/live.ts';
import { report } from './contracts/report.ts';
import { invitation, login, loginLinks, secondFactor, session } from './contracts/session.ts';
import { settings } from './contracts/settings.ts';
import { sql } from './contracts/sql.ts';
import { collectors, document, health, metrics, status, statusPage } from './contracts/status.ts';
import { storage } from './contracts/storage.ts';
import { tokens } from './contracts/tokens.ts';
import { apiTokens, auditLog, sessions, users } from './contracts/users.ts';
import type { Routes } from './routes.ts';

/** The schemas of every route, under the names that it has in `routes`. */
export const contracts = {
  hosts,
  report,
  live,
  alerts,
  alertRules,
  silences,
  boards,
  agents,
  settings,
  audit,
  tokens,
  keys,
  sql,
  loginLinks,
  session,
  secondFactor,
  sessions,
  users,
  apiTokens,
  auditLog,
  storage,
  collectors,
  status,
  document,
  metrics,
  health,
  statusPage,
  login,
  invitation,
} as const satisfies { readonly [Noun in keyof Routes]: ContractsOf<Noun> };

export type Contracts = typeof contracts;
