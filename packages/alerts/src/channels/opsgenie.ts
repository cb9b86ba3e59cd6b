/** Opsgenie's Alert API: https://docs.opsgenie.com/docs/alert-api */
import { z } from 'zod';
import { plainText, type Message } from '../message/message.ts';
import { secret, webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const limits = { message: 130, description: 15_000 } as const;
const priorities = { critical: 'P1', warning: 'P3', info: 'P5' } as const;

const settings = z.strictObject({
  apiKey: secret(),
  url: webAddress().default('https://api.opsgenie.com').describe('of another service region'),
});

export const opsgenie: ChannelKind<typeof settings> = {
  type: 'opsgenie',
  settings,
  example: { apiKey: 'xxxx', url: 'https://api.eu.opsgenie.com' },
  open: ({ apiKey, url }) => ({
    notify: (message, signal) => {
      const { path, body } = requestOf(message);
      return httpPost({
        url: `${url}/v2/alerts${path}`,
        headers: { 'content-type': 'application/json', authorization: `GenieKey ${apiKey}` },
        body: JSON.stringify(body),
        signal,
      });
    },
  }),
};

function requestOf(message: Message): { path: string; body: object } {
  const alias = encodeURIComponent(message.topic);
  if (message.kind === 'resolved')
    return {
      path: `/${alias}/close?identifierType=alias`,
      body: { source: 'hostwire', note: message.title },
    };
  if (message.kind === 'acknowledged')
    return {
      path: `/${alias}/acknowledge?identifierType=alias`,
      body: { source: 'hostwire', note: message.text },
    };
  return {
    path: '',
    body: {
      message: message.title.slice(0, limits.message),
      alias: message.topic,
      description: plainText(message).slice(0, limits.description),
      priority: priorities[message.severity],
      source: 'hostwire',
      entity: message.alerts[0]?.host ?? '',
      tags: [message.alerts[0]?.rule ?? message.kind],
      details: { url: message.url },
    },
  };
}
