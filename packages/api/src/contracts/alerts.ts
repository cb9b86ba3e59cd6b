import type { ContractsOf } from '../contract.ts';
import {
  alertRuleParams,
  alertRulesChange,
  alertRulesChangeResponse,
  alertRulesResponse,
  channelParams,
  previewRequest,
  previewResponse,
} from '../schemas/alert-rule.ts';
import {
  acknowledgement,
  alertParams,
  alertsQuery,
  alertsResponse,
  doneResponse,
  silenceBody,
  silenceParams,
  silenceResponse,
  silencesResponse,
} from '../schemas/alert.ts';

export const alerts = {
  list: { summary: 'Alerts, newest first', query: alertsQuery, response: alertsResponse },
  acknowledge: {
    summary: 'Somebody is on it: no reminders and no escalation any more',
    params: alertParams,
    body: acknowledgement,
    response: doneResponse,
  },
  testChannel: { summary: 'Send a test message to a channel', params: channelParams, response: doneResponse },
} as const satisfies ContractsOf<'alerts'>;

export const alertRules = {
  list: { summary: 'Every alert rule in force, with what it costs', response: alertRulesResponse },
  set: {
    summary: 'Set alert rules, all or none; says what changes',
    body: alertRulesChange,
    response: alertRulesChangeResponse,
  },
  reset: {
    summary: 'Make a default rule as it ships again, or remove a rule of your own',
    params: alertRuleParams,
    response: doneResponse,
  },
  preview: {
    summary: 'What a rule would have fired in a range of time',
    body: previewRequest,
    response: previewResponse,
  },
} as const satisfies ContractsOf<'alertRules'>;

export const silences = {
  list: { summary: 'Silences that are not over', response: silencesResponse },
  add: {
    summary: 'Record matching alerts without telling anybody, for a time or again and again',
    body: silenceBody,
    response: silenceResponse,
  },
  end: { summary: 'End a silence', params: silenceParams, response: doneResponse },
} as const satisfies ContractsOf<'silences'>;
