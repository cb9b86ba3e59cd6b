import type { HttpReceiver } from '@hostwire/testing';

interface Notification {
  readonly rule: string;
  readonly host: string;
  readonly state: string;
}

/** What alerts posted to a receiver, of one rule, host and state. */
export function notificationsOf({ received }: HttpReceiver, wanted: Notification): Notification[] {
  const { rule, host, state } = wanted;
  return received
    .map(({ body }) => JSON.parse(body) as Notification)
    .filter((each) => each.rule === rule && each.host === host && each.state === state);
}
