export { Alerts, type AlertsOptions } from './alerts.ts';
export type { AlertHealth, AlertView } from './alert-view.ts';
export type { RuleCost } from './evaluation/rule-runner.ts';
export type { SampleSource } from './live/live-windows.ts';
export type { AlertCondition, FleetPort, IngestHealth, WatchedHost } from './evaluation/fleet.ts';
export { previewRule, type Preview, type PreviewedAlert, type PreviewRequest } from './evaluation/preview.ts';
export { loadDeliveryPlan } from './delivery/plan-file.ts';
export { openPlan, type DeliveryPlan } from './delivery/routes.ts';
export { alertEventId, alertId } from './life/alert-identity.ts';
export { silenceRequest, type Silence, type SilenceRequest } from './life/silence.ts';
export {
  differenceOf,
  parseRuleList,
  parseRules,
  printRules,
  type ParsedRules,
  type RuleDifference,
  type RuleProblem,
} from './rules/rule-file.ts';
export { defaultRules } from './rules/defaults/index.ts';
export type { MissingReason } from './rules/missing-data.ts';
export type { KnownRule } from './rules/rule-store.ts';
export { ruleSchema, severities, type Rule, type RuleInput, type Severity } from './rules/rule.ts';
export { readHostOutlook, type HostOutlook } from './outlook/host-outlook.ts';
export { readWhatChanged, type WhatChanged } from './outlook/what-changed.ts';
export { readReport, type Report } from './report/report.ts';
export { reportPage } from './report/report-page.ts';
