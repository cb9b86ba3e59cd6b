import type { HostState, HostSummary } from '../api/types.ts';
import { stateMeaning, stateTone } from '../design/host-state.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { countStates, hasWord } from '@hostwire/api/client';

interface StateFilterProps {
  hosts: readonly HostSummary[];
  query: string;
  onWord: (word: string) => void;
}

const always: readonly HostState[] = ['live', 'late', 'silent'];
const whenAny: readonly HostState[] = ['waiting', 'revoked'];

/** How many hosts are in which state; pressing one filters by it. */
export function StateFilter({ hosts, query, onWord }: StateFilterProps) {
  const counts = countStates(hosts);
  const states = [...always, ...whenAny.filter((state) => counts[state] > 0)];
  return (
    <div class="state-filter" role="group" aria-label="Hosts by state">
      {states.map((state) => (
        <button
          key={state}
          type="button"
          class={counts[state] === 0 ? 'zero' : ''}
          aria-pressed={hasWord(query, `state=${state}`)}
          title={`${stateMeaning(state)}. Press to filter.`}
          onClick={() => onWord(`state=${state}`)}
        >
          <StateMark tone={counts[state] === 0 ? 'off' : stateTone(state)}>
            <strong>{counts[state].toLocaleString('en')}</strong> {state}
          </StateMark>
        </button>
      ))}
    </div>
  );
}
