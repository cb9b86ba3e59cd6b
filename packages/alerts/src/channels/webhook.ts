/**
 * A signed POST of JSON. `X-Hostwire-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256 of `SECONDS.BODY` under the
 * secret. The body has a `text` too, so that what takes Slack's webhooks takes this one. `X-Hostwire-Event-Id` is the same
 * at every attempt.
 */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { headline, plainText, type Message } from '../message/message.ts';
import { secret, webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const settings = z.strictObject({
  url: webAddress(),
  secret: secret()
    .optional()
    .describe('signs each request: `X-Hostwire-Signature: t=SECONDS,v1=HEX`, HMAC-SHA256 of `SECONDS.BODY`'),
});

export const webhook: ChannelKind<typeof settings> = {
  type: 'webhook',
  settings,
  example: { url: 'https://hooks.corp.internal/alerts', secret: 'xxxx' },
  open: ({ url, secret }) => ({
    notify: (message, signal) => {
      const body = JSON.stringify(webhookBody(message));
      const seconds = Math.floor(Date.now() / 1000);
      const headers = {
        'content-type': 'application/json',
        'x-hostwire-event-id': message.id,
        ...(secret !== undefined && { 'x-hostwire-signature': signature(secret, { seconds, body }) }),
      };
      return httpPost({ url, headers, body, signal });
    },
  }),
};

function signature(secret: string, { seconds, body }: { seconds: number; body: string }): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/** What is posted. The first alert's own fields stand at the top, so that a receiver of single alerts needs no list. */
function webhookBody(message: Message) {
  const [first] = message.alerts;
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    text: `${headline(message)}\n${plainText(message)}`,
    messageId: message.id,
    state: message.kind,
    title: message.title,
    severity: message.severity,
    count: message.count,
    url: message.url,
    silence: message.silence,
    ...(first !== undefined && {
      id: first.id,
      rule: first.rule,
      host: first.host,
      device: first.device,
      value: first.value,
      threshold: first.threshold,
      summary: first.summary,
      since: iso(first.sinceMs),
    }),
    alerts: message.alerts.map(({ sinceMs, ...alert }) => ({ ...alert, since: iso(sinceMs) })),
    ...(message.chart !== undefined && { chartPng: message.chart.toString('base64') }),
  };
}
