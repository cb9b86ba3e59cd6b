import type { ContractsOf } from '../contract.ts';
import { agentParams } from '../schemas/agent.ts';
import {
  agentSettingsResponse,
  labelSettingsChange,
  labelSettingsResponse,
  labelsSettingsResponse,
  settingsChange,
  settingsHistoryResponse,
} from '../schemas/settings.ts';

export const settings = {
  ofAgent: {
    summary: 'Every setting of an agent, and where it comes from',
    params: agentParams,
    response: agentSettingsResponse,
  },
  changeOfAgent: {
    summary: 'Set, or no longer set, settings of one agent',
    params: agentParams,
    body: settingsChange,
    response: agentSettingsResponse,
  },
  history: {
    summary: 'Who changed the settings of an agent, its labels included, and when: the newest changes',
    params: agentParams,
    response: settingsHistoryResponse,
  },
  ofLabels: { summary: 'What is set by label', response: labelsSettingsResponse },
  changeOfLabel: {
    summary: 'Set, or no longer set, settings of every agent with a label',
    body: labelSettingsChange,
    response: labelSettingsResponse,
  },
} as const satisfies ContractsOf<'settings'>;
