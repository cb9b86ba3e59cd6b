/** Telegram's bot API: https://core.telegram.org/bots/api#sendmessage and #sendphoto */
import { z } from 'zod';
import { headline, plainText } from '../message/message.ts';
import { secret, webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const limits = { text: 4096, caption: 1024 } as const;
const settings = z.strictObject({
  token: secret(),
  chat: z.union([z.string().min(1), z.number().int()]),
  url: webAddress().default('https://api.telegram.org'),
});

export const telegram: ChannelKind<typeof settings> = {
  type: 'telegram',
  settings,
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
