import type { ComponentChildren } from 'preact';
import type { HostSummary } from '../api/types.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { formatDuration, formatInstant } from '../format/instant.ts';
import { formatQuantity, noValue } from '../format/quantity.ts';
import { HostStateMark } from '../design/host-state.tsx';
import { CloneBadge } from '../shell/clone-badge.tsx';
import { hostPath } from '../shell/host-path.ts';
import { fleetMetrics, hasWord, labelText, levelOf } from '@hostwire/api/client';
import { Sparkline } from './sparkline.tsx';

/** A percentage as number and bar. */
function Share({ pct, caption }: { pct: number | null; caption?: string | undefined }) {
  const filled = Math.min(1, Math.max(0, (pct ?? 0) / 100));
  return (
    <span class={`share ${levelOf(pct)}`}>
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

export interface CellContext {
  readonly query: string;
  readonly onWord: (word: string) => void;
  /** The instant looked at; undefined: now. */
  readonly atMs: number | undefined;
  /** Added to links: the instant looked at. */
  readonly linkQuery: string;
}

function Labels({ host, context: { query, onWord } }: { host: HostSummary; context: CellContext }) {
  return (
    <span class="labels" title={labelText(host.labels)}>
      {Object.entries(host.labels).map(([key, value]) => {
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

/** How long ago the last sample came: it counts on while nothing else changes. */
function HostAge({ lastSeenMs, atMs }: { lastSeenMs: number; atMs: number | undefined }) {
  const now = atMs ?? nowMs.value + serverOffsetMs.value;
  return (
    <span class="host-age" title={`Last sample: ${formatInstant(lastSeenMs)}`}>
      {formatDuration(now - lastSeenMs)} ago
    </span>
  );
}

export function HostName({ host, context }: { host: HostSummary; context: CellContext }) {
  const isLate = host.state === 'silent' || host.state === 'late';
  return (
    <span class="host-name">
      <a href={hostPath(host.host) + context.linkQuery} title={host.host}>
        {host.displayName || host.host}
      </a>
      {host.firing > 0 && (
        <span class="badge bad" title={`${host.firing} ${host.firing === 1 ? 'alert fires' : 'alerts fire'}`}>
          {host.firing}
          <span class="visually-hidden"> firing</span>
        </span>
      )}
      <CloneBadge host={host} />
      {isLate && host.lastSeenMs !== null && <HostAge lastSeenMs={host.lastSeenMs} atMs={context.atMs} />}
    </span>
  );
}

const texts: Readonly<Record<string, (host: HostSummary) => string>> = {
  cores: ({ cpuCores }) => (cpuCores > 0 ? String(cpuCores) : noValue),
  ram: ({ memoryBytes }) => (memoryBytes > 0 ? formatQuantity(memoryBytes, 'bytes') : noValue),
  os: ({ os }) => os || noValue,
  kernel: ({ kernel }) => kernel || noValue,
  agent: ({ agentVersion }) => agentVersion || noValue,
  seen: ({ lastSeenMs }) => (lastSeenMs === null ? noValue : formatInstant(lastSeenMs)),
};

/** What a column shows of a host; the host's name is the row's heading and drawn by the row. */
export function hostCell(column: string, host: HostSummary, context: CellContext): ComponentChildren {
  if (column === 'state') return <HostStateMark state={host.state} />;
  if (column === 'trend') return <Sparkline values={host.cpuSpark} />;
  if (column === 'labels') return <Labels host={host} context={context} />;
  const metric = fleetMetrics.find(({ id }) => id === column);
  if (metric === undefined) return <span title={texts[column]?.(host)}>{texts[column]?.(host)}</span>;
  const value = metric.value(host);
  if (metric.unit !== 'pct') return formatQuantity(value, metric.unit);
  return <Share pct={value} caption={column === 'disk' ? host.worstFilesystem?.mount : undefined} />;
}
