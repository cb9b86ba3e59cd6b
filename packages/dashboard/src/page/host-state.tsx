import type { HostState } from '../api/types.ts';

const names: Record<HostState, string> = {
  live: 'Live',
  late: 'Late',
  silent: 'Silent',
  waiting: 'Waiting',
  revoked: 'Revoked',
};

export const stateMeaning: Record<HostState, string> = {
  live: 'Samples arrive as they should',
  late: 'Its next samples are overdue',
  silent: 'No samples for longer than its own interval allows',
  waiting: 'Enrolled, but no sample has arrived yet',
  revoked: 'No longer allowed to send',
};

/** A dot whose shape differs too, and the state in words. */
export function HostStateMark({ state }: { state: HostState }) {
  return (
    <span class={`host-state ${state}`} title={stateMeaning[state]}>
      <span class="dot" aria-hidden="true" />
      <span class="host-state-name">{names[state]}</span>
    </span>
  );
}
