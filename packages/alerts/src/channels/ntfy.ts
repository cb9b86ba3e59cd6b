/** ntfy, published as JSON: https://docs.ntfy.sh/publish/#publish-as-json */
import { z } from 'zod';
import { headline, plainText, type Message } from '../message/message.ts';
import { secret, webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const settings = z.strictObject({
  url: webAddress().default('https://ntfy.sh').describe('of your own server'),
  topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/, 'expected letters, digits, - and _'),
  token: secret().optional().describe('an access token'),
});

export const ntfy: ChannelKind<typeof settings> = {
  type: 'ntfy',
  settings,
  example: { topic: 'alerts', token: 'tk_xxxx' },
  open: ({ url, topic, token }) => ({
    notify: (message, signal) =>
      httpPost({
        url,
        headers: {
          'content-type': 'application/json',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({
          topic,
          title: headline(message),
          message: plainText(message),
          priority: priorityOf(message),
          tags: [message.kind === 'resolved' ? 'white_check_mark' : 'rotating_light'],
          click: message.url,
        }),
        signal,
      }),
  }),
};

/** 1 (least) to 5. */
function priorityOf({ kind, severity }: Message): number {
  if (kind === 'resolved' || severity === 'info') return 2;
  return severity === 'critical' ? 5 : 3;
}
