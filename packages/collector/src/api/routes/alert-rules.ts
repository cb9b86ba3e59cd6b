import { parseRuleList, type ParsedRules, type RuleProblem } from '@hostwire/alerts';
import { HostwireError } from '@hostwire/runtime';
import { actorOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

const longestPreviewMs = 31 * 86_400_000;

export function alertRuleHandlers({ alerts, audit }: ApiDependencies): HandlersOf<'alertRules'> {
  return {
    list: async () => {
      const errors = new Map(alerts.health().ruleErrors.map(({ rule, error }) => [rule, error]));
      const rules = alerts.rules.all().map(({ rule, ...known }) => ({
        rule: { ...rule },
        ...known,
        error: errors.get(rule.id) ?? null,
        cost: alerts.costs().get(rule.id) ?? null,
      }));
      return { rules, channels: alerts.channels() };
    },
    set: async ({ body: { rules, dryRun }, request }) => {
      const parsed = dryRun ? parseRuleList(rules) : requireRules(rules);
      const differences = alerts
        .difference(parsed.rules)
        .map((each) => ({ ...each, details: [...each.details] }));
      const same = new Set(differences.filter(({ change }) => change === 'same').map(({ id }) => id));
      const wanted = parsed.rules.filter(({ id }) => !same.has(id));
      const unusable = await alerts.check(wanted);
      if (!dryRun) requireNone(unusable);
      if (!dryRun && wanted.length > 0) {
        const actor = actorOf(request);
        await alerts.rules.set(wanted, { actor });
        for (const { id, change, details } of differences.filter((each) => !same.has(each.id))) {
          const detail = [change, ...details].join('; ');
          await audit.record({ actor, action: 'alert_rule.set', object: `rule ${id}`, detail });
        }
      }
      return { problems: [...parsed.problems, ...unusable], differences };
    },
    reset: async ({ params: { id }, request }) => {
      const actor = actorOf(request);
      await alerts.rules.reset(id, { actor });
      await audit.record({ actor, action: 'alert_rule.reset', object: `rule ${id}`, detail: '' });
      return { done: true as const };
    },
    preview: async ({ body: { rule, fromMs, toMs, host } }) => {
      if (toMs <= fromMs || toMs - fromMs > longestPreviewMs)
        throw new HostwireError('RANGE_INVALID', 'fromMs must lie before toMs, by at most 31 days');
      const [parsed] = requireRules([rule]).rules;
      requireNone(await alerts.check([parsed!]));
      const preview = await alerts.preview({ rule: parsed!, fromMs, toMs, host });
      return { ...preview, alerts: [...preview.alerts] };
    },
  };
}

/** The rules of a request; throws RULES_INVALID with every mistake. */
function requireRules(list: readonly unknown[]): ParsedRules {
  const parsed = parseRuleList(list);
  requireNone(parsed.problems.filter(({ isError }) => isError));
  return parsed;
}

/** Throws RULES_INVALID with all of them. */
function requireNone(problems: readonly RuleProblem[]): void {
  if (problems.length === 0) return;
  throw new HostwireError(
    'RULES_INVALID',
    problems.map(({ rule, problem }) => `${rule}: ${problem}`).join('; '),
  );
}
