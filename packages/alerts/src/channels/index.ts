import type { ChannelKind } from './channel-kind.ts';
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
export const channelKinds = [
  webhook,
  slack,
  discord,
  teams,
  telegram,
  ntfy,
  gotify,
  pagerduty,
  opsgenie,
  email,
] as unknown as readonly ChannelKind[];
