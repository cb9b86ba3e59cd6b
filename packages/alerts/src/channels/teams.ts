/** Workflows of Microsoft Teams ("when a webhook request is received") take an adaptive card. */
import { z } from 'zod';
import { headline, type Message } from '../message/message.ts';
import { webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const settings = z.strictObject({ url: webAddress().describe('of a workflow that posts what it receives') });

export const teams: ChannelKind<typeof settings> = {
  type: 'teams',
  settings,
  example: { url: 'https://prod-1.westeurope.logic.azure.com/workflows/1234' },
  open: ({ url }) => ({
    notify: (message, signal) =>
      httpPost({
        url,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'message',
          attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card(message) }],
        }),
        signal,
      }),
  }),
};

function card(message: Message) {
  const color =
    message.kind === 'resolved' ? 'good' : message.severity === 'critical' ? 'attention' : 'warning';
  const text = { type: 'TextBlock', wrap: true };
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { ...text, text: headline(message), weight: 'bolder', color },
      { ...text, text: message.text.replaceAll('\n', '\n\n') },
      ...(message.kind === 'resolved'
        ? []
        : [{ ...text, text: `Silence: ${message.silence}`, isSubtle: true }]),
    ],
    actions: [{ type: 'Action.OpenUrl', title: 'Open', url: message.url }],
  };
}
