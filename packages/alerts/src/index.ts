export { Alerts, type AlertHealth, type AlertsOptions, type AlertView } from './alerts.ts';
export type { RuleCost } from './evaluation/alert-evaluator.ts';
export type { AlertCondition, FleetPort, IngestHealth, WatchedHost } from './evaluation/fleet.ts';
export type { Preview, PreviewedAlert, PreviewRequest } from './evaluation/preview.ts';
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
export type { KnownRule } from './rules/rule-book.ts';
export { ruleSchema, severities, type Rule, type RuleInput, type Severity } from './rules/rule.ts';
