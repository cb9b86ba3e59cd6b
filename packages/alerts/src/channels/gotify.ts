/** Gotify: https://gotify.net/docs/pushmsg */
import { z } from 'zod';
import { headline, plainText } from '../message/message.ts';
import { secret, webAddress, type ChannelKind } from './channel-kind.ts';
import { httpPost } from './http-post.ts';

const settings = z.strictObject({ url: webAddress(), token: secret().describe('of the application') });

export const gotify: ChannelKind<typeof settings> = {
  type: 'gotify',
  settings,
  example: { url: 'https://gotify.corp.internal', token: 'xxxx' },
  open: ({ url, token }) => ({
    notify: (message, signal) =>
      httpPost({
        url: `${url.replace(/\/$/, '')}/message`,
        headers: { 'content-type': 'application/json', 'x-gotify-key': token },
        body: JSON.stringify({
          title: headline(message),
          message: plainText(message),
          priority: message.kind === 'resolved' ? 2 : message.severity === 'critical' ? 8 : 5,
          extras: { 'client::notification': { click: { url: message.url } } },
        }),
        signal,
      }),
  }),
};
