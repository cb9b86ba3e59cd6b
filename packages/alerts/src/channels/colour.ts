import type { Message } from '../message/message.ts';

/** `#rrggbb` */
export function colourOf({ kind, severity }: Pick<Message, 'kind' | 'severity'>): string {
  if (kind === 'resolved') return '#2e9e5b';
  if (severity === 'critical') return '#d0342c';
  return severity === 'warning' ? '#e08a00' : '#3a78c2';
}
