import { z } from 'zod';
import type { Channel } from '../message/message.ts';
import { problemWithUrl } from './http-post.ts';

/** A kind of channel: the settings it takes, and what it makes of them. */
export interface ChannelKind<Schema extends z.ZodObject = z.ZodObject> {
  readonly type: string;
  /** Those whose name does not say it all have a description, which stands in docs/alerts.md. */
  readonly settings: Schema;
  /** Settings as somebody would write them. */
  readonly example: z.input<Schema>;
  open(settings: z.output<Schema>): Channel;
}

interface ChannelSetting {
  readonly name: string;
  readonly description: string | undefined;
  readonly isRequired: boolean;
  readonly default: unknown;
}

/** A kind of channel as its users see it: settings of any kind go in. */
export interface CheckedKind {
  readonly type: string;
  readonly settings: readonly ChannelSetting[];
  readonly example: Readonly<Record<string, unknown>>;
  /** A channel, or what is wrong with the settings. */
  open(settings: unknown): { readonly channel: Channel } | { readonly issues: readonly z.core.$ZodIssue[] };
}

/** Checks the settings of a kind before they reach it. */
export function checked<Schema extends z.ZodObject>(kind: ChannelKind<Schema>): CheckedKind {
  return {
    type: kind.type,
    settings: settingsOf(kind.settings),
    example: kind.example,
    open: (settings) => {
      const own = kind.settings.safeParse(settings);
      return own.success ? { channel: kind.open(own.data) } : { issues: own.error.issues };
    },
  };
}

function settingsOf(schema: z.ZodObject): ChannelSetting[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property === 'boolean') return [];
    const { description, default: fallback } = property;
    return [{ name, description, isRequired: required.includes(name), default: fallback }];
  });
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
