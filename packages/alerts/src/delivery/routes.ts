/**
 * Which channels are told of an alert. The first route that matches decides, unless it says `continue`; its settings group
 * the alerts into messages, repeat them while they fire, and escalate those that nobody acknowledges.
 */
import { z } from 'zod';
import { channelKinds } from '../channels/index.ts';
import { duration, scope, severities } from '../rules/rule.ts';
import { matchesGlob, matchesScope, type HostFacts } from '../rules/scope.ts';
import type { Channel } from '../message/message.ts';
import { reportSettings, type ReportSettings } from '../report/weekly-report.ts';

const routeLimits = { channels: 50, routes: 100 } as const;

const route = scope.extend({
  rule: z.string().min(1).optional(),
  severity: z.array(z.enum(severities)).min(1).optional(),
  channels: z.array(z.string()),
  /** Alerts that have these in common share a message: `rule`, `host`, or a label as `label:NAME`. */
  groupBy: z
    .array(z.string().regex(/^(rule|host|label:.+)$/, 'expected rule, host or label:NAME'))
    .default(['rule']),
  /** Told again after so long while it fires and nobody acknowledged it; 0: never. */
  repeat: duration().default(14_400_000),
  escalate: z.strictObject({ after: duration(), channels: z.array(z.string()).min(1) }).optional(),
  continue: z.boolean().default(false),
});
export type Route = z.output<typeof route>;

const channelEntry = z.looseObject({
  type: z.enum(channelKinds.map(({ type }) => type)),
  /** `{title}`, `{text}`, `{url}` and `{silence}` are filled in. */
  template: z.strictObject({ title: z.string().optional(), text: z.string().optional() }).optional(),
});

/** The file of channels and routes. */
const deliveryFile = z.strictObject({
  channels: z.record(z.string().regex(/^[a-z][a-z0-9_-]{0,62}$/), channelEntry).default({}),
  routes: z.array(route).max(routeLimits.routes).default([]),
  /** The report of each week; absent: none is sent. */
  report: reportSettings.optional(),
});

export interface OpenChannel {
  readonly name: string;
  readonly type: string;
  readonly channel: Channel;
  readonly template?: { readonly title?: string | undefined; readonly text?: string | undefined } | undefined;
}

export interface DeliveryPlan {
  readonly channels: ReadonlyMap<string, OpenChannel>;
  readonly routes: readonly Route[];
  readonly report?: ReportSettings | undefined;
}

/** Opens every channel; gives all mistakes at once instead, each with its key. Without routes every channel is told everything. */
export function openPlan(
  file: unknown,
): { readonly plan: DeliveryPlan } | { readonly problems: readonly string[] } {
  const parsed = deliveryFile.safeParse(file ?? {});
  if (!parsed.success)
    return { problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const problems: string[] = [];
  const channels = new Map<string, OpenChannel>();
  for (const [name, { type, template, ...settings }] of Object.entries(parsed.data.channels)) {
    const kind = channelKinds.find((each) => each.type === type)!;
    const opened = kind.open(settings);
    if ('channel' in opened) channels.set(name, { name, type, template, channel: opened.channel });
    else
      problems.push(
        ...opened.issues.map((issue) => `channels.${name}.${issue.path.join('.')}: ${issue.message}`),
      );
  }
  const routes =
    parsed.data.routes.length > 0 ? parsed.data.routes : [route.parse({ channels: [...channels.keys()] })];
  for (const [index, { channels: named, escalate }] of routes.entries()) {
    for (const name of [...named, ...(escalate?.channels ?? [])])
      if (!(name in parsed.data.channels)) problems.push(`routes.${index}: there is no channel ${name}`);
  }
  const { report } = parsed.data;
  problems.push(...problemsWithReport(parsed.data));
  return problems.length > 0 ? { problems } : { plan: { channels, routes, report } };
}

/** A report is a document: it goes by mail only. */
function problemsWithReport({ report, channels }: z.infer<typeof deliveryFile>): string[] {
  return (report?.channels ?? [])
    .filter((name) => channels[name]?.type !== 'email')
    .map((name) => `report.channels: there is no channel ${name} of the type email`);
}

interface Routed extends HostFacts {
  readonly device: string;
  readonly rule: string;
  readonly severity: string;
}

export function routesOf(routes: readonly Route[], alert: Routed): Route[] {
  const found: Route[] = [];
  for (const each of routes) {
    if (!isRouted(each, alert)) continue;
    found.push(each);
    if (!each.continue) break;
  }
  return found;
}

/** Alerts with the same key share a message. */
export function groupKeyOf(routes: readonly Route[], alert: Routed): string {
  const by = routesOf(routes, alert)[0]?.groupBy ?? ['rule'];
  const values = by.map((each) => {
    if (each === 'rule') return alert.rule;
    return each === 'host' ? alert.host : (alert.labels[each.slice('label:'.length)] ?? '');
  });
  return JSON.stringify(values);
}

function isRouted(each: Route, alert: Routed): boolean {
  if (each.rule !== undefined && !matchesGlob(each.rule, alert.rule)) return false;
  if (each.severity !== undefined && !each.severity.some((severity) => severity === alert.severity))
    return false;
  return matchesScope(each, alert);
}
