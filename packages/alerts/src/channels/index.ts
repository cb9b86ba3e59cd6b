import { checked, type CheckedKind } from './channel-kind.ts';
import { discord } from './discord.ts';
import { email } from './email.ts';
import { gotify } from './gotify.ts';
import { ntfy } from './ntfy.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { telegram } from './telegram.ts';
import { webhook } from './webhook.ts';

/** Every kind of channel. A new one is its file and a word here. */
export const channelKinds: readonly CheckedKind[] = [
  checked(webhook),
  checked(slack),
  checked(discord),
  checked(teams),
  checked(telegram),
  checked(ntfy),
  checked(gotify),
  checked(pagerduty),
  checked(opsgenie),
  checked(email),
];
