import type { HostState } from '../api/types.ts';
import { StateMark } from './state-mark.tsx';
import type { Tone } from './state-mark.tsx';

const looks: Record<HostState, { tone: Tone; name: string; meaning: string }> = {
  live: { tone: 'good', name: 'Live', meaning: 'Samples arrive as they should' },
  late: { tone: 'warn', name: 'Late', meaning: 'Its next samples are overdue' },
  silent: { tone: 'bad', name: 'Silent', meaning: 'No samples for longer than its own interval allows' },
  waiting: { tone: 'off', name: 'Waiting', meaning: 'Enrolled, but no sample has arrived yet' },
  revoked: { tone: 'off', name: 'Revoked', meaning: 'No longer allowed to send' },
};

export function stateTone(state: HostState): Tone {
  return looks[state].tone;
}

export function stateMeaning(state: HostState): string {
  return looks[state].meaning;
}

export function HostStateMark({ state }: { state: HostState }) {
  const { tone, name, meaning } = looks[state];
  return (
    <StateMark tone={tone} title={meaning}>
      {name}
    </StateMark>
  );
}
