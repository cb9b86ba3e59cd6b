import { nowMs } from '../clock/server-clock.ts';
import { formatDuration } from '../format/instant.ts';
import type { StreamState } from './live-stream.ts';

export interface StreamBadgeProps {
  state: StreamState;
  /** When what is shown was current, on the browser's clock; undefined before anything has arrived. */
  updatedMs: number | undefined;
}

/** From this age on, what is shown is called old even though the connection stands. */
const oldMs = 10_000;

function describe({ state, updatedMs }: StreamBadgeProps, now: number): { tone: string; text: string } {
  const age = updatedMs === undefined ? undefined : Math.max(0, now - updatedMs);
  const data = age === undefined ? '' : ` · data ${formatDuration(age)} old`;
  switch (state.phase) {
    case 'live':
      if (age === undefined) return { tone: 'wait', text: 'Connected' };
      return age > oldMs ? { tone: 'wait', text: `Live${data}` } : { tone: 'good', text: 'Live' };
    case 'connecting':
      return { tone: 'wait', text: 'Connecting' };
    case 'reconnecting':
      return { tone: 'bad', text: `Reconnecting since ${formatDuration(now - state.sinceMs)}${data}` };
    case 'paused':
      return { tone: 'wait', text: `Paused${data}` };
    case 'signed-out':
      return { tone: 'bad', text: 'Signed out' };
  }
}

export function StreamBadge(props: StreamBadgeProps) {
  const { tone, text } = describe(props, nowMs.value);
  return (
    <span class={`stream-badge ${tone}`}>
      <span class="dot" aria-hidden="true" />
      {text}
      <span class="visually-hidden" role="status">
        {props.state.phase === 'reconnecting' ? 'Connection lost, reconnecting' : ''}
      </span>
    </span>
  );
}
