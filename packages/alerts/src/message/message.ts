/** What people are told: one message for one alert, or for all alerts of a group that changed together. */
import type { Severity } from '../rules/rule.ts';

export type MessageKind =
  'firing' | 'resolved' | 'reminded' | 'escalated' | 'acknowledged' | 'test' | 'report';

export interface MessageAlert {
  /** The same when it fires and when it is resolved. */
  readonly id: string;
  readonly rule: string;
  readonly host: string;
  readonly device: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly sinceMs: number;
  readonly value: number;
  readonly threshold: number | null;
  /** The host's page at the time at which it began. */
  readonly url: string;
}

export interface Message {
  /** The same at every attempt. */
  readonly id: string;
  readonly kind: MessageKind;
  /** Names what the message is about, from firing to resolved: the id of the alert, or of the first of a group. */
  readonly topic: string;
  readonly severity: Severity;
  /** One line: `web1: /var is 91.2 % full`, `300 hosts: host_silent`. */
  readonly title: string;
  /** Some lines more, for people. */
  readonly text: string;
  /** The first of them; `count` says how many there are. */
  readonly alerts: readonly MessageAlert[];
  readonly count: number;
  readonly tsMs: number;
  /** Where to look. */
  readonly url: string;
  /** The command that silences it. */
  readonly silence: string;
  /** PNG; absent when there is nothing to draw. */
  readonly chart?: Buffer | undefined;
  /** A report: HTML that needs nothing else. */
  readonly page?: { readonly name: string; readonly html: string };
}

/** What a channel made of a message. */
export type Outcome =
  | { readonly result: 'done' }
  /** Nobody was told; try again, not before `afterMs` has passed. */
  | { readonly result: 'retry'; readonly why: string; readonly afterMs?: number | undefined }
  /** It will never work as it is. */
  | { readonly result: 'refuse'; readonly why: string };

export interface Channel {
  notify(message: Message, signal: AbortSignal): Promise<Outcome>;
}

const marks: Record<MessageKind, string> = {
  firing: 'FIRING',
  resolved: 'RESOLVED',
  reminded: 'STILL FIRING',
  escalated: 'ESCALATED',
  acknowledged: 'ACKNOWLEDGED',
  test: 'TEST',
  report: 'REPORT',
};

/** `[FIRING critical] web1: …` */
export function headline({ kind, severity, title }: Message): string {
  if (kind === 'report') return title;
  return `[${marks[kind]} ${severity}] ${title}`;
}

/** The whole message as plain text. */
export function plainText(message: Message): string {
  const isOver = message.kind === 'resolved' || message.kind === 'report';
  return [message.text, '', message.url, isOver ? '' : `Silence: ${message.silence}`].join('\n').trim();
}
