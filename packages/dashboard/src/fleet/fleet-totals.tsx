import type { HostState, HostSummary } from '../api/types.ts';
import { stateMeaning } from '../page/host-state.tsx';
import { countStates, hasWord } from './host-filter.ts';

interface TotalsProps {
  hosts: readonly HostSummary[];
  firing: number;
  query: string;
  onWord: (word: string) => void;
}

const always: readonly HostState[] = ['live', 'late', 'silent'];
const whenAny: readonly HostState[] = ['waiting', 'revoked'];

/** How many hosts are in which state; pressing one filters the table by it. */
export function FleetTotals({ hosts, firing, query, onWord }: TotalsProps) {
  const counts = countStates(hosts);
  const states = [...always, ...whenAny.filter((state) => counts[state] > 0)];
  return (
    <div class="totals" role="group" aria-label="Hosts by state">
      {states.map((state) => (
        <button
          key={state}
          type="button"
          class={`total ${state} ${counts[state] === 0 ? 'zero' : ''}`}
          aria-pressed={hasWord(query, `state=${state}`)}
          title={`${stateMeaning[state]}. Press to filter.`}
          onClick={() => onWord(`state=${state}`)}
        >
          <span class="dot" aria-hidden="true" />
          <strong>{counts[state].toLocaleString('en')}</strong> {state}
        </button>
      ))}
      <span class={`total firing ${firing === 0 ? 'zero' : ''}`}>
        <strong>{firing.toLocaleString('en')}</strong> {firing === 1 ? 'alert' : 'alerts'} firing
      </span>
    </div>
  );
}
