import type { AlertEpisode } from '@hostwire/storage';
import type { Alert } from '@hostwire/api';
import { alertId } from './alert-identity.ts';
import { severityOf } from './rules.ts';

/** An alert as the API shows it. */
export function alertView(episode: AlertEpisode): Alert {
  return { id: alertId(episode), severity: severityOf(episode.rule), ...episode };
}
