import type { AgentSettingsResponse, LabelSettingsEntry } from '@hostwire/api';
import { readAuditOf } from '@hostwire/storage';
import { settingsChange } from '../../settings/setting-definitions.ts';
import { auditObject, settingsAction, type KnownRow } from '../../settings/settings-table.ts';
import type { Caller } from '../../auth/caller.ts';
import { actorOf, callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { knownAgent } from './known-agent.ts';

const maxHistory = 100;

/** What agents are told to do: by host, and by label. Agents in session are told within about a second. */
export function settingsHandlers({ settings, registry, db }: ApiDependencies): HandlersOf<'settings'> {
  const settingsOf = (idOrHost: string, caller: Caller): AgentSettingsResponse => {
    const { host, labels } = knownAgent(registry, idOrHost, caller);
    const effective = settings.effective(host, labels);
    return { host, settings: effective.map((each) => ({ ...each, value: listOf(each.value) })) };
  };
  return {
    ofAgent: async ({ params, request }) => settingsOf(params.agent, callerOf(request)),
    changeOfAgent: async ({ params, body, request }) => {
      const { host } = knownAgent(registry, params.agent, callerOf(request));
      const change = { ...settingsChange.parse(body), actor: actorOf(request) };
      await settings.change({ kind: 'host', target: host }, change);
      return settingsOf(host, callerOf(request));
    },
    history: async ({ params, request }) => {
      const { host, labels } = knownAgent(registry, params.agent, callerOf(request));
      const targets = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      const objects = [
        auditObject({ kind: 'host', target: host }),
        ...targets.map((target) => auditObject({ kind: 'label', target })),
      ];
      return { changes: await readAuditOf(db, { actions: [settingsAction], objects, limit: maxHistory }) };
    },
    ofLabels: async () => ({ labels: settings.labelRows().map(labelEntry) }),
    changeOfLabel: async ({ body: { label: target, ...body }, request }) => {
      const change = { ...settingsChange.parse(body), actor: actorOf(request) };
      return { label: labelEntry(await settings.change({ kind: 'label', target }, change)) };
    },
  };
}

function labelEntry({ target, settings, changedMs, actor }: KnownRow): LabelSettingsEntry {
  const values = Object.entries(settings).map(([key, value]) => [key, listOf(value)] as const);
  return { label: target, settings: Object.fromEntries(values), changedMs, actor };
}

/** A response's lists are its own. */
function listOf<T extends number | boolean | null>(value: T | readonly string[]): T | string[] {
  return typeof value === 'object' && value !== null ? [...value] : value;
}
