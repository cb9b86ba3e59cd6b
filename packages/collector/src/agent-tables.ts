import type { Inventory, Issues } from '@hostwire/protocol';
import type { Clock, Logger } from '@hostwire/runtime';
import {
  readAgentIdentities,
  readAgentIssues,
  readSchedules,
  writeAgentIdentity,
  writeAgentIssues,
  writeInventory,
  writeSchedules,
  type AgentRow,
  type Database,
} from '@hostwire/storage';
import { CloneReports } from './alerts/clone-reports.ts';
import type { CollectorConfig } from './config.ts';
import { AgentDownloads, agentsFolder } from './downloads/agent-downloads.ts';
import { IdentityTable } from './gateway/identity-table.ts';
import { SessionTable } from './gateway/session-table.ts';
import type { AgentStanding } from './history/lost-data.ts';
import { IssueRecorder } from './inventory/issue-recorder.ts';
import { NewestRecorder } from './inventory/newest-recorder.ts';
import { databaseRegistryStore } from './registry/registry-store.ts';
import { Registry } from './registry/registry.ts';
import { ScheduleRecorder } from './settings/schedule-recorder.ts';
import { AgentSettings } from './settings/agent-settings.ts';
import { databaseSettingsStore, SettingsTable } from './settings/settings-table.ts';

const noLabels: Readonly<Record<string, string>> = {};

export interface AgentTablesOptions {
  readonly config: CollectorConfig;
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What the collector knows of its agents: who they are, who is connected, and how each is to sample and send. */
export class AgentTables {
  readonly sessions: SessionTable;
  readonly registry: Registry;
  readonly identities: IdentityTable;
  readonly inventories: NewestRecorder<Inventory>;
  readonly issues: IssueRecorder;
  readonly clones: CloneReports;
  /** The release of the agent that is handed out. */
  readonly downloads: AgentDownloads;
  /** As people set them. */
  readonly settingsTable: SettingsTable;
  /** As agents are sent them: with somebody looking, or nobody. */
  readonly settings: AgentSettings;
  /** The same for SQL. */
  readonly schedules: ScheduleRecorder;

  constructor({ config, db, clock, logger }: AgentTablesOptions) {
    this.sessions = new SessionTable({ clock, loginsPerSecond: config.limits.loginsPerSecond });
    this.registry = new Registry({ store: databaseRegistryStore(db), clock, logger });
    this.clones = new CloneReports({ clock });
    this.identities = new IdentityTable({
      store: { read: () => readAgentIdentities(db), write: (row) => writeAgentIdentity(db, row) },
      clock,
      logger,
      clones: config.gateway.clones,
      onClone: (agent, { detail }) => {
        this.clones.report(agent.host, detail);
        void this.registry.reportClone(agent, detail);
      },
      onAccepted: ({ host }) => this.clones.forget(host),
    });
    this.inventories = new NewestRecorder({
      what: 'inventories',
      write: ({ content: inventory, ...row }) => writeInventory(db, { ...row, inventory }),
      clock,
      logger,
    });
    this.issues = new IssueRecorder({
      store: { read: () => readAgentIssues(db), write: (row) => writeAgentIssues(db, row) },
      clock,
      logger,
    });
    this.settingsTable = new SettingsTable({ store: databaseSettingsStore(db), clock, logger });
    this.downloads = new AgentDownloads(config.gateway.downloads ?? agentsFolder());
    this.settings = new AgentSettings({
      clock,
      connected: () => this.sessions.connected,
      table: this.settingsTable,
      labelsOf: (host) => this.registry.agent(host)?.labels ?? noLabels,
      release: () => this.downloads.releaseVersion(),
    });
    this.schedules = new ScheduleRecorder({
      store: { read: () => readSchedules(db), write: (rows) => writeSchedules(db, rows) },
      agents: () => this.registry.agents(),
      schedule: (host, labels) => this.settingsTable.schedule(host, labels),
      settingsRevision: () => this.settingsTable.revision,
      clock,
      logger,
    });
  }

  /** Sends away whoever is connected with the key that an agent had before it was enrolled again. */
  async greetAgain(agent: AgentRow): Promise<void> {
    this.sessions.cut(agent.agentId, 'taken_over', 'this host was enrolled again');
    await this.identities.accept(agent, 'next');
  }

  /** An agent says something of its host. */
  note(agent: AgentRow, frame: Inventory | Issues): void {
    if (frame.type === 'inventory') this.inventories.offer(agent, frame);
    else this.issues.offer(agent, frame);
  }

  /** Whether batches of that agent may still come, and of which epoch. */
  standing(agentId: string): AgentStanding {
    const agent = this.registry.agent(agentId);
    const state = agent === undefined ? 'deleted' : agent.revokedMs === null ? 'enrolled' : 'revoked';
    return { state, epoch: this.sessions.find(agentId)?.hello?.epoch };
  }

  /** Sends an agent away for some seconds: when it is welcomed anew it asks about every epoch that it still keeps. */
  askAgain(agentId: string): void {
    this.sessions.cut(agentId, 'restart', 'the database lost batches of an earlier epoch');
  }

  /** Cuts the session of a revoked agent, and keeps nothing of it. */
  async forget(agent: AgentRow): Promise<void> {
    const { agentId } = agent;
    this.sessions.cut(agentId, 'revoked', 'this agent was revoked');
    this.inventories.forget(agentId);
    this.issues.forget(agentId);
    await this.identities.accept(agent, 'next');
  }
}
