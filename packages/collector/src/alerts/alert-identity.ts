import { createHash } from 'node:crypto';
import type { AlertState } from '@hostwire/storage';

interface Episode {
  readonly rule: string;
  readonly host: string;
  readonly device: string;
  readonly sinceMs: number;
}

/** The id of an alert: the same whoever computes it, so that nothing needs to be looked up to continue one. */
export function alertId(episode: Episode): string {
  return uuidOf(['alert', episode.rule, episode.host, episode.device, episode.sinceMs]);
}

/** The id of one change of state: writing or delivering it again is recognised as the same. */
export function alertEventId(episode: Episode, state: AlertState): string {
  return uuidOf(['alert-event', episode.rule, episode.host, episode.device, episode.sinceMs, state]);
}

/** A UUID of version 8 (content of one's own choice) from the sha256 of the parts. */
function uuidOf(parts: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
