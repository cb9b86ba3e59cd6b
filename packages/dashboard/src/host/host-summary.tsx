import type { HostDetail } from '../api/types.ts';
import { nowMs, serverOffsetMs, slowNowMs } from '../clock/server-clock.ts';
import { formatDuration, formatInstant } from '../format/instant.ts';
import { formatQuantity, noValue } from '../format/quantity.ts';
import { HostStateMark } from '../design/host-state.tsx';
import { CloneBadge } from '../shell/clone-badge.tsx';
import { agentFact, type Fact } from './agent-fact.ts';

function clockFact({ offsetMs, isTolerated }: NonNullable<HostDetail['clock']>): Fact {
  const offset = `${offsetMs > 0 ? '+' : ''}${offsetMs} ms`;
  if (isTolerated)
    return { name: 'Clock', value: offset, title: 'The clock of the host against that of the collector' };
  const title = 'Its samples are filed under the time they are received: set the clock of the host';
  return { name: 'Clock', value: `${offset}, out of tolerance`, title, isWarning: true };
}

function facts(host: HostDetail, now: number): Fact[] {
  const { inventory } = host;
  const cores = host.cpuCores > 0 ? `${host.cpuCores} ${host.cpuCores === 1 ? 'core' : 'cores'}` : '';
  const booted = inventory?.bootedMs;
  const virtual = inventory?.virtualisation;
  const all: Fact[] = [
    { name: 'System', value: [host.os, inventory?.arch].filter(Boolean).join(', ') },
    { name: 'Kernel', value: host.kernel },
    { name: 'CPU', value: [inventory?.cpuModel, cores].filter(Boolean).join(', ') || noValue },
    { name: 'Memory', value: host.memoryBytes > 0 ? formatQuantity(host.memoryBytes, 'bytes') : noValue },
    {
      name: 'Machine',
      value: [inventory?.manufacturer, inventory?.model, virtual].filter(Boolean).join(' '),
    },
    ...(booted
      ? [{ name: 'Up', value: formatDuration(now - booted), title: `Booted ${formatInstant(booted)}` }]
      : []),
    ...(host.clock === null ? [] : [clockFact(host.clock)]),
    agentFact(host),
  ];
  return all.filter(({ value }) => value !== '');
}

function lastSeen(host: HostDetail, now: number): string {
  if (host.lastSeenMs === null) return 'No sample has arrived yet';
  return `Last sample ${formatDuration(now - host.lastSeenMs)} ago, ${formatInstant(host.lastSeenMs)}`;
}

/** The head of a host's page: what it is, how it is; it has its size before the host is known. */
export function HostSummaryHead({ name, host }: { name: string; host: HostDetail | undefined }) {
  if (host !== undefined) return <KnownHead host={host} />;
  return (
    <header class="host-head" aria-busy="true">
      <div class="host-title">
        <h1>{name}</h1>
      </div>
      <FactList facts={[{ name: '\u00a0', value: '\u00a0' }]} />
    </header>
  );
}

function FactList({ facts: shown }: { facts: readonly Fact[] }) {
  return (
    <div class="facts" tabIndex={0} role="group" aria-label="Facts">
      <dl>
        {shown.map(({ name, value, title, isWarning }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd title={title ?? value} class={isWarning ? 'warning' : undefined}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function KnownHead({ host }: { host: HostDetail }) {
  const now = (host.state === 'live' ? slowNowMs : nowMs).value + serverOffsetMs.value;
  const labels = Object.entries(host.labels);
  return (
    <header class="host-head">
      <div class="host-title">
        <h1>{host.displayName || host.host}</h1>
        {host.displayName !== '' && host.displayName !== host.host && <span class="quiet">{host.host}</span>}
        <HostStateMark state={host.state} />
        <CloneBadge host={host} />
        {host.firing > 0 && (
          <a class="badge bad" href="/alerts">
            {host.firing} firing
          </a>
        )}
        {host.state !== 'live' && <span class="quiet">{lastSeen(host, now)}</span>}
        {labels.length > 0 && (
          <span class="labels">
            {labels.map(([key, value]) => (
              <a key={key} class="label" href={`/?q=${encodeURIComponent(`${key}=${value}`)}`}>
                {key}={value}
              </a>
            ))}
          </span>
        )}
      </div>
      <FactList facts={facts(host, now)} />
    </header>
  );
}
