import { createHash } from 'node:crypto';
import type { AlertKey, AlertState } from '@hostwire/storage';

interface Episode extends AlertKey {
  readonly sinceMs: number;
}

/** Names what an alert is about. */
export function alertKey({ rule, host, device }: AlertKey): string {
  return JSON.stringify([rule, host, device]);
}

/** The id of an alert: the same whoever computes it, so that nothing needs to be looked up to continue one. */
export function alertId(episode: Episode): string {
  return uuidOf(['alert', episode.rule, episode.host, episode.device, episode.sinceMs]);
}

/** The id of one event: writing or sending it again is recognised as the same. `turn`: the how manieth reminder. */
export function alertEventId(episode: Episode, state: AlertState, turn = 0): string {
  return uuidOf(['alert-event', episode.rule, episode.host, episode.device, episode.sinceMs, state, turn]);
}

/** A UUID of version 8 (content of one's own choice) from the sha256 of the parts. */
export function uuidOf(parts: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
