/** PagerDuty's Events API v2: https://developer.pagerduty.com/docs/send-alert-event */
import { z } from 'zod';
import type { Message } from '../message/message.ts';
import { secret, webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const limits = { summary: 1024 } as const;
const actions = {
  firing: 'trigger',
  reminded: 'trigger',
  escalated: 'trigger',
  test: 'trigger',
  report: 'trigger',
  acknowledged: 'acknowledge',
  resolved: 'resolve',
} as const;

const settings = z.strictObject({
  routingKey: secret().describe('of an Events API v2 integration'),
  url: webAddress().default('https://events.pagerduty.com/v2/enqueue').describe('of another service region'),
});

export const pagerduty: ChannelKind<typeof settings> = {
  type: 'pagerduty',
  settings,
  example: { routingKey: 'xxxx', url: 'https://events.eu.pagerduty.com/v2/enqueue' },
  open: ({ routingKey, url }) => ({
    notify: (message, signal) =>
      httpPost({
        url,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          routing_key: routingKey,
          event_action: actions[message.kind],
          dedup_key: message.topic,
          client: 'Hostwire',
          client_url: message.url,
          payload: payloadOf(message),
          links: [{ href: message.url, text: 'Hostwire' }],
        }),
        signal,
      }),
  }),
};

function payloadOf({ title, severity, alerts, tsMs, text, silence }: Message) {
  return {
    summary: title.slice(0, limits.summary),
    source: alerts[0]?.host || 'hostwire',
    severity,
    timestamp: new Date(tsMs).toISOString(),
    component: alerts[0]?.device ?? '',
    class: alerts[0]?.rule ?? '',
    custom_details: { text, silence, alerts },
  };
}
