import { parseRuleList } from '@hostwire/alerts';
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
      if (!dryRun && wanted.length > 0) {
        const actor = actorOf(request);
        await alerts.rules.set(wanted, { actor });
        for (const { id, change, details } of differences.filter((each) => !same.has(each.id))) {
          const detail = [change, ...details].join('; ');
          await audit.record({ actor, action: 'alert_rule.set', object: `rule ${id}`, detail });
        }
      }
      return { problems: [...parsed.problems], differences };
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
      const preview = await alerts.preview({ rule: parsed!, fromMs, toMs, host });
      return { ...preview, alerts: [...preview.alerts] };
    },
  };
}

/** The rules of a request; throws RULES_INVALID with every mistake. */
function requireRules(list: readonly unknown[]) {
  const parsed = parseRuleList(list);
  const errors = parsed.problems.filter(({ isError }) => isError);
  if (errors.length === 0) return parsed;
  throw new HostwireError(
    'RULES_INVALID',
    errors.map(({ rule, problem }) => `${rule}: ${problem}`).join('; '),
  );
}
