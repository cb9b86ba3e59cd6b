import type { HostSummary } from '../api/types.ts';
import { formatQuantity, noValue } from '../format/quantity.ts';
import { hostPath } from '../host/host-path.ts';
import { HostStateMark } from '../page/host-state.tsx';
import { hasWord } from './host-filter.ts';
import { sparklinePath } from './sparkline-path.ts';

const sparkBox = { width: 100, height: 20 };

function level(pct: number | null): string {
  if (pct === null || pct < 75) return 'normal';
  return pct < 90 ? 'high' : 'full';
}

/** A percentage as number and bar. */
function Share({ pct, caption }: { pct: number | null; caption?: string | undefined }) {
  const filled = Math.min(1, Math.max(0, (pct ?? 0) / 100));
  return (
    <span class={`share ${level(pct)}`}>
      <span class="share-text">
        {caption !== undefined && <span class="share-caption">{caption}</span>}
        <span>{formatQuantity(pct, 'pct')}</span>
      </span>
      <span class="share-bar" aria-hidden="true">
        <span style={{ transform: `scaleX(${filled})` }} />
      </span>
    </span>
  );
}

function Sparkline({ values }: { values: readonly (number | null)[] }) {
  return (
    <svg
      class="sparkline"
      viewBox={`0 -1 ${sparkBox.width} ${sparkBox.height + 2}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={sparklinePath(values, sparkBox)} />
    </svg>
  );
}

interface LabelsProps {
  labels: Readonly<Record<string, string>>;
  query: string;
  onWord: (word: string) => void;
}

function Labels({ labels, query, onWord }: LabelsProps) {
  return (
    <span class="labels">
      {Object.entries(labels).map(([key, value]) => {
        const word = `${key}=${value}`;
        return (
          <button
            key={key}
            type="button"
            class="label"
            aria-pressed={hasWord(query, word)}
            title={`Filter by ${word}`}
            onClick={() => onWord(word)}
          >
            {word}
          </button>
        );
      })}
    </span>
  );
}

interface HostRowProps {
  host: HostSummary;
  /** Its place in the whole table, heading included, from 1. */
  position: number;
  query: string;
  onWord: (word: string) => void;
}

export function HostRow({ host, position, query, onWord }: HostRowProps) {
  const disk = host.worstFilesystem;
  return (
    <tr aria-rowindex={position} class={`host-row ${host.state}`}>
      <td class="col-state">
        <HostStateMark state={host.state} />
      </td>
      <th scope="row" class="col-host">
        <span class="host-name">
          <a href={hostPath(host.host)} title={host.host}>
            {host.displayName || host.host}
          </a>
          {host.firing > 0 && (
            <span class="firing-count" title={`${host.firing} firing`}>
              {host.firing}
              <span class="visually-hidden"> firing</span>
            </span>
          )}
        </span>
      </th>
      <td class="col-cpu">
        <Share pct={host.cpuBusyPct} />
      </td>
      <td class="col-trend">
        <Sparkline values={host.cpuSpark} />
      </td>
      <td class="col-memory">
        <Share pct={host.memoryUsedPct} />
      </td>
      <td class="col-disk" title={disk?.mount}>
        <Share pct={disk?.usedPct ?? null} caption={disk?.mount} />
      </td>
      <td class="col-receive number">{formatQuantity(host.receiveBytesPerS, 'bytes_per_s')}</td>
      <td class="col-transmit number">{formatQuantity(host.transmitBytesPerS, 'bytes_per_s')}</td>
      <td class="col-load number">{host.load1 === null ? noValue : host.load1.toFixed(2)}</td>
      <td class="col-labels">
        <Labels labels={host.labels} query={query} onWord={onWord} />
      </td>
    </tr>
  );
}
