/** Makes the message of one or many alert events. */
import type { AlertEventRow, AlertKey } from '@hostwire/storage';
import { alertId } from '../life/alert-identity.ts';
import { severities, type Severity } from '../rules/rule.ts';
import { quantityText } from '../message/quantity-text.ts';
import type { Message, MessageAlert, MessageKind } from '../message/message.ts';

const messageLimits = { alerts: 20, lines: 10 } as const;

export interface ComposeOptions {
  /** Of the web pages: `http://127.0.0.1:4680`. */
  readonly webUrl: string;
  readonly unitOf: (rule: string) => string;
  chart(
    alert: AlertKey & { readonly sinceMs: number; readonly threshold: number | null },
  ): Promise<Buffer | undefined>;
  readonly template?: { readonly title?: string | undefined; readonly text?: string | undefined } | undefined;
}

const kinds: Partial<Record<AlertEventRow['state'], MessageKind>> = {
  firing: 'firing',
  resolved: 'resolved',
  reminded: 'reminded',
  escalated: 'escalated',
  acknowledged: 'acknowledged',
};

export async function composeMessage(
  { events, messageId }: { events: readonly AlertEventRow[]; messageId: string },
  options: ComposeOptions,
): Promise<Message> {
  const [first] = events as [AlertEventRow, ...AlertEventRow[]];
  const kind = kinds[first.state] ?? 'firing';
  const alerts = events.slice(0, messageLimits.alerts).map((event) => messageAlert(event, options.webUrl));
  const title = events.length === 1 ? titleOf(first) : groupTitle(events);
  const text = events.length === 1 ? detailsOf(first, options) : groupText(events);
  const url = events.length === 1 ? alerts[0]!.url : `${trimmed(options.webUrl)}/alerts`;
  const filled = (template: string | undefined, fallback: string) =>
    template?.replace(/\{(title|text|url|silence)\}/g, (_, key: keyof typeof parts) => parts[key]) ??
    fallback;
  const parts = { title, text, url, silence: silenceCommand(events) };
  return {
    id: messageId,
    kind,
    topic: alerts[0]!.id,
    severity: worst(events),
    title: filled(options.template?.title, title),
    text: filled(options.template?.text, text),
    alerts,
    count: events.length,
    tsMs: first.tsMs,
    url,
    silence: parts.silence,
    chart: events.length === 1 && first.host !== '' ? await options.chart(first) : undefined,
  };
}

function messageAlert(event: AlertEventRow, webUrl: string): MessageAlert {
  const { rule, host, device, summary, sinceMs, value, threshold } = event;
  return {
    id: alertId(event),
    ...{ rule, host, device, summary, sinceMs, value, threshold },
    severity: severityOf(event),
    url: host === '' ? `${trimmed(webUrl)}/alerts` : hostUrl(event, webUrl),
  };
}

/** The host's page, half an hour around the begin of the alert. */
function hostUrl({ host, sinceMs }: AlertEventRow, webUrl: string): string {
  const aroundMs = 1_800_000;
  return `${trimmed(webUrl)}/hosts/${encodeURIComponent(host)}?from=${sinceMs - aroundMs}&to=${sinceMs + aroundMs}`;
}

function titleOf({ host, summary }: AlertEventRow): string {
  return host === '' || summary.includes(host) ? summary : `${host}: ${summary}`;
}

function groupTitle(events: readonly AlertEventRow[]): string {
  const rules = [...new Set(events.map(({ rule }) => rule))];
  const hosts = new Set(events.map(({ host }) => host));
  const what =
    hosts.size === events.length ? `${hosts.size} hosts` : `${events.length} alerts on ${hosts.size} hosts`;
  return `${what}: ${rules.join(', ')}`;
}

function groupText(events: readonly AlertEventRow[]): string {
  const lines = events
    .slice(0, messageLimits.lines)
    .map(({ summary, sinceMs }) => `${summary} (since ${timeText(sinceMs)})`);
  const more = events.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function detailsOf(event: AlertEventRow, { unitOf }: ComposeOptions): string {
  const { rule, host, device, value, threshold, sinceMs, tsMs, state, note, actor } = event;
  const unit = unitOf(rule);
  return [
    `Rule ${rule}${host === '' ? '' : ` on ${host}`}${device === '' ? '' : `, ${device}`}`,
    `Since ${timeText(sinceMs)}${state === 'resolved' ? `, over at ${timeText(tsMs)}` : ''}`,
    ...(threshold === null
      ? []
      : [`Value ${quantityText(value, unit)}, threshold ${quantityText(threshold, unit)}`]),
    ...(actor === '' ? [] : [`By ${actor}`]),
    ...(note === '' ? [] : [note]),
  ].join('\n');
}

function silenceCommand(events: readonly AlertEventRow[]): string {
  const [first] = events;
  const hosts = new Set(events.map(({ host }) => host));
  const of = hosts.size === 1 && first!.host !== '' ? ` --host ${shellWord(first!.host)}` : '';
  return `hostwire alerts silence --rule ${first!.rule}${of} --for 2h --reason WHY`;
}

function shellWord(text: string): string {
  return /^[\w.@%+:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function worst(events: readonly AlertEventRow[]): Severity {
  const ranks = events.map((event) => severities.indexOf(severityOf(event)));
  return severities[Math.max(...ranks)] ?? 'warning';
}

function severityOf({ severity }: Pick<AlertEventRow, 'severity'>): Severity {
  return severities.find((each) => each === severity) ?? 'warning';
}

function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function trimmed(url: string): string {
  return url.replace(/\/$/, '');
}
