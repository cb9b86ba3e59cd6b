/** Discord's webhooks: https://discord.com/developers/docs/resources/webhook#execute-webhook */
import { z } from 'zod';
import { headline, plainText } from '../message/message.ts';
import { colourOf } from './colour.ts';
import { webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const limits = { title: 256, description: 4096 } as const;
const settings = z.strictObject({ url: webAddress().describe('a webhook of the channel') });

export const discord: ChannelKind<typeof settings> = {
  type: 'discord',
  settings,
  example: { url: 'https://discord.com/api/webhooks/1234/xxxx' },
  open: ({ url }) => ({
    notify: (message, signal) => {
      const embed = {
        title: headline(message).slice(0, limits.title),
        description: plainText(message).slice(0, limits.description),
        url: message.url,
        color: Number.parseInt(colourOf(message).slice(1), 16),
        timestamp: new Date(message.tsMs).toISOString(),
        ...(message.chart !== undefined && { image: { url: 'attachment://chart.png' } }),
      };
      // Names of hosts must not ping people.
      const payload = JSON.stringify({ embeds: [embed], allowed_mentions: { parse: [] } });
      if (message.chart === undefined)
        return httpPost({ url, headers: { 'content-type': 'application/json' }, body: payload, signal });
      const body = new FormData();
      body.set('payload_json', payload);
      body.set('files[0]', new Blob([new Uint8Array(message.chart)], { type: 'image/png' }), 'chart.png');
      return httpPost({ url, body, signal });
    },
  }),
};
