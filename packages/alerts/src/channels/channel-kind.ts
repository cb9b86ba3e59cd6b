import { z } from 'zod';
import type { Channel } from '../delivery/message.ts';
import { problemWithUrl } from './http-post.ts';

/** A kind of channel: the settings it takes, and what it makes of them. */
export interface ChannelKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly type: string;
  readonly settings: Schema;
  open(settings: z.output<Schema>): Channel;
}

/** An address that can work. */
export function webAddress() {
  return z.string().superRefine((url, context) => {
    const problem = problemWithUrl(url);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: `the address ${problem}` });
  });
}

export function secret() {
  return z.string().min(1);
}
