import { nowMs } from '../clock/server-clock.ts';
import { formatDuration } from '../format/instant.ts';
import type { HostState } from '../api/types.ts';
import { stateTone } from '../design/host-state.tsx';
import { StateMark } from '../design/state-mark.tsx';
import type { Tone } from '../design/state-mark.tsx';
import type { StreamState } from '../live/live-stream.ts';

export interface StreamBadgeProps {
  state: StreamState;
  /** When what is shown was current, on the browser's clock; undefined before anything has arrived. */
  updatedMs: number | undefined;
  /** The past that is looked at: nothing is live then. */
  atMs?: number | undefined;
  /** Of the one host shown, when it is not live: the connection may be, but its values are not. */
  hostState?: HostState | undefined;
}

/** From this age on, what is shown is called old even though the connection stands. */
const oldMs = 10_000;

function describe(
  { state, updatedMs, atMs, hostState }: StreamBadgeProps,
  now: number,
): { tone: Tone; text: string } {
  if (atMs !== undefined) return { tone: 'warn', text: 'In the past' };
  if (state.phase === 'live' && hostState !== undefined)
    return { tone: stateTone(hostState), text: `Host is ${hostState}` };
  const age = updatedMs === undefined ? undefined : Math.max(0, now - updatedMs);
  const data = age === undefined ? '' : ` · data ${formatDuration(age)} old`;
  switch (state.phase) {
    case 'live':
      if (age === undefined) return { tone: 'off', text: 'Connected' };
      return age > oldMs ? { tone: 'warn', text: `Behind${data}` } : { tone: 'good', text: 'Live' };
    case 'connecting':
      return { tone: 'off', text: 'Connecting' };
    case 'reconnecting':
      return { tone: 'bad', text: `Reconnecting since ${formatDuration(now - state.sinceMs)}${data}` };
    case 'paused':
      return { tone: 'off', text: `Paused${data}` };
    case 'signed-out':
      return { tone: 'bad', text: 'Signed out' };
  }
}

export function StreamBadge(props: StreamBadgeProps) {
  const { tone, text } = describe(props, nowMs.value);
  return (
    <span class="stream-badge">
      <StateMark tone={tone}>{text}</StateMark>
      <span class="visually-hidden" role="status">
        {props.state.phase === 'reconnecting' && 'Connection lost, reconnecting'}
      </span>
    </span>
  );
}
