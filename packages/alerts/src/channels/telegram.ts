/** Telegram's bot API: https://core.telegram.org/bots/api#sendmessage and #sendphoto */
import { z } from 'zod';
import { headline, plainText } from '../message/message.ts';
import { secret, webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const limits = { text: 4096, caption: 1024 } as const;
const settings = z.strictObject({
  token: secret().describe('of the bot'),
  chat: z.union([z.string().min(1), z.number().int()]).describe('id of the chat, or `@channel`'),
  url: webAddress().default('https://api.telegram.org').describe('of another server of the Bot API'),
});

export const telegram: ChannelKind<typeof settings> = {
  type: 'telegram',
  settings,
  example: { token: '1234:xxxx', chat: -1001234 },
  open: ({ token, chat, url }) => ({
    notify: (message, signal) => {
      const text = `${headline(message)}\n${plainText(message)}`;
      const base = `${url}/bot${token}`;
      if (message.chart === undefined) {
        const body = JSON.stringify({ chat_id: chat, text: text.slice(0, limits.text) });
        return httpPost({
          url: `${base}/sendMessage`,
          headers: { 'content-type': 'application/json' },
          body,
          signal,
        });
      }
      const body = new FormData();
      body.set('chat_id', String(chat));
      body.set('caption', text.slice(0, limits.caption));
      body.set('photo', new Blob([new Uint8Array(message.chart)], { type: 'image/png' }), 'chart.png');
      return httpPost({ url: `${base}/sendPhoto`, body, signal });
    },
  }),
};
