import { readAuditOf } from '@hostwire/storage';
import { settingsChange } from '../../settings/setting-definitions.ts';
import { auditObject, settingsAction, type KnownRow } from '../../settings/settings-table.ts';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { actorOf } from '../access-control.ts';
import { agentParams } from '../schemas/agent.ts';
import {
  agentSettingsAnswer,
  labelSettingsAnswer,
  labelSettingsChange,
  labelsSettingsAnswer,
  settingsHistoryAnswer,
  type AgentSettingsAnswer,
  type LabelSettingsEntry,
} from '../schemas/settings.ts';
import { knownAgent } from './known-agent.ts';

const maxHistory = 100;

/** What agents are told to do: by host, and by label. Agents in session are told within about a second. */
export function agentSettingsRoutes(app: ApiApp, deps: ApiDependencies): void {
  hostSettingsRoutes(app, deps);
  labelSettingsRoutes(app, deps);
}

function hostSettingsRoutes(app: ApiApp, deps: ApiDependencies): void {
  const { settings } = deps;
  const answer = (idOrHost: string): AgentSettingsAnswer => {
    const { host, labels } = knownAgent(deps.registry, idOrHost);
    const effective = settings.effective(host, labels);
    return { host, settings: effective.map((each) => ({ ...each, value: listOf(each.value) })) };
  };

  app.get(
    '/api/v1/agents/:agent/settings',
    {
      schema: {
        summary: 'Every setting of an agent, and where it comes from',
        params: agentParams,
        response: { 200: agentSettingsAnswer },
      },
    },
    async (request) => answer(request.params.agent),
  );

  app.post(
    '/api/v1/agents/:agent/settings',
    {
      schema: {
        summary: 'Set, or no longer set, settings of one agent',
        params: agentParams,
        body: settingsChange,
        response: { 200: agentSettingsAnswer },
      },
    },
    async (request) => {
      const { host } = knownAgent(deps.registry, request.params.agent);
      await settings.change({ kind: 'host', target: host }, { ...request.body, actor: actorOf(request) });
      return answer(host);
    },
  );

  app.get(
    '/api/v1/agents/:agent/settings/history',
    {
      schema: {
        summary: 'Who changed the settings of an agent, its labels included, and when: the newest changes',
        params: agentParams,
        response: { 200: settingsHistoryAnswer },
      },
    },
    async (request) => {
      const { host, labels } = knownAgent(deps.registry, request.params.agent);
      const targets = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      const objects = [
        auditObject({ kind: 'host', target: host }),
        ...targets.map((target) => auditObject({ kind: 'label', target })),
      ];
      const changes = await readAuditOf(deps.db, { actions: [settingsAction], objects, limit: maxHistory });
      return { changes };
    },
  );
}

function labelSettingsRoutes(app: ApiApp, { settings }: ApiDependencies): void {
  app.get(
    '/api/v1/label-settings',
    { schema: { summary: 'What is set by label', response: { 200: labelsSettingsAnswer } } },
    async () => ({ labels: settings.labelRows().map(labelEntry) }),
  );

  app.post(
    '/api/v1/label-settings',
    {
      schema: {
        summary: 'Set, or no longer set, settings of every agent with a label',
        body: labelSettingsChange,
        response: { 200: labelSettingsAnswer },
      },
    },
    async (request) => {
      const { label: target, ...change } = request.body;
      const row = await settings.change({ kind: 'label', target }, { ...change, actor: actorOf(request) });
      return { label: labelEntry(row) };
    },
  );
}

function labelEntry({ target, settings, changedMs, actor }: KnownRow): LabelSettingsEntry {
  const values = Object.entries(settings).map(([key, value]) => [key, listOf(value)] as const);
  return { label: target, settings: Object.fromEntries(values), changedMs, actor };
}

/** An answer's lists are its own. */
function listOf<T extends number | boolean | null>(value: T | readonly string[]): T | string[] {
  return typeof value === 'object' && value !== null ? [...value] : value;
}
