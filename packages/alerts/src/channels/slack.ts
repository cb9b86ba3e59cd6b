/** Incoming webhooks of Slack, and of what takes the same body (Mattermost, Rocket.Chat): https://api.slack.com/messaging/webhooks */
import { z } from 'zod';
import { headline, plainText } from '../message/message.ts';
import { colourOf } from './colour.ts';
import { webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const settings = z.strictObject({
  url: webAddress().describe('an incoming webhook of Slack, Mattermost or Rocket.Chat'),
  channel: z.string().optional().describe('instead of the one that the webhook belongs to'),
});

export const slack: ChannelKind<typeof settings> = {
  type: 'slack',
  settings,
  example: { url: 'https://hooks.slack.com/services/T000/B000/xxxx' },
  open: ({ url, channel }) => ({
    notify: (message, signal) => {
      const title = escaped(headline(message));
      const body = JSON.stringify({
        ...(channel !== undefined && { channel }),
        text: title,
        attachments: [
          {
            color: colourOf(message),
            fallback: title,
            title,
            title_link: message.url,
            text: escaped(plainText(message)),
            ts: Math.floor(message.tsMs / 1000),
          },
        ],
      });
      return httpPost({ url, headers: { 'content-type': 'application/json' }, body, signal });
    },
  }),
};

/** Slack's three control characters. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
