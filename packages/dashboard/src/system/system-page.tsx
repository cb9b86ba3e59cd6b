import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { AuditResponse, StatusResponse } from '../api/types.ts';
import { useResource } from '../resource/use-resource.ts';
import { useRows } from '../resource/use-rows.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { Failure } from '../design/failure.tsx';
import { Figure, Figures } from '../design/figure.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { withToast } from '../design/toast.tsx';
import { formatDuration } from '../format/instant.ts';
import { formatNumber, formatQuantity, noValue } from '../format/quantity.ts';
import { useMayAsk } from '../session/abilities.ts';
import { Page } from '../shell/page.tsx';
import { CollectorsCard } from './collectors-card.tsx';
import { IngestChart } from './ingest-chart.tsx';
import { RetentionCard } from './retention-card.tsx';
import { StorageCard } from './storage-card.tsx';
import './system.css';

const refreshMs = 5_000;
const usageRefreshMs = 60_000;

function milliseconds(ms: number | null): string {
  return ms === null ? noValue : formatQuantity(ms, 'ms');
}

/** Parts become fewer by merges, and are faster to read then. */
function mergesText({ merges, longestMergeMs }: StatusResponse['clickhouse']): string {
  if (merges === null) return '';
  if (merges === 0) return 'no merge under way';
  const running = `${merges} ${merges === 1 ? 'merge' : 'merges'} under way`;
  return `${running}, the longest for ${formatDuration(longestMergeMs ?? 0)}`;
}

/** What the collector takes in, and how fast it says so. */
function Ingest({ status: { ingest, clickhouse, collector, startedMs } }: { status: StatusResponse }) {
  const now = nowMs.value + serverOffsetMs.value;
  const { commitDelayMs, lastCommitMs } = ingest;
  return (
    <Figures>
      <Figure
        name="Agents connected"
        value={String(ingest.agentsConnected)}
        note={`${collector.liveClients} pages watch`}
      />
      <Figure
        name="Acknowledgement delay"
        value={milliseconds(commitDelayMs.p50)}
        note={`99 % within ${milliseconds(commitDelayMs.p99)}`}
      />
      <Figure
        name="Last commit"
        value={lastCommitMs === null ? noValue : `${formatDuration(now - lastCommitMs)} ago`}
        note={`${ingest.samplesCommitted.toLocaleString('en')} samples since the start`}
        tone={lastCommitMs !== null && now - lastCommitMs > 60_000 ? 'full' : 'normal'}
      />
      <Figure
        name="Parts"
        value={clickhouse.sampleParts === null ? noValue : String(clickhouse.sampleParts)}
        note={mergesText(clickhouse)}
      />
      <Figure
        name="Collector memory"
        value={formatQuantity(collector.rssBytes, 'bytes')}
        note={`up ${formatDuration(now - startedMs)}`}
      />
    </Figures>
  );
}

function Versions({ status: { version, collector, clickhouse, gateway } }: { status: StatusResponse }) {
  const { rows } = useRows<{ version: string; hosts: number }>(
    `SELECT agent_version AS version, count() AS hosts FROM host WHERE revoked IS NULL GROUP BY version ORDER BY hosts DESC`,
  );
  const facts = [
    { name: 'Hostwire', value: version },
    { name: 'ClickHouse', value: clickhouse.version ?? 'does not answer' },
    { name: 'Node', value: collector.node },
    { name: 'Agents connect to', value: gateway.url },
    ...(rows ?? []).map(({ version: agent, hosts }) => ({
      name: `Agent ${agent || 'of unknown version'}`,
      value: `${hosts} ${hosts === 1 ? 'host' : 'hosts'}`,
    })),
  ];
  return (
    <Card title="Versions">
      <dl class="card-body facts-list">
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

/** Proves on demand that everything is there once, or missing with a reason. */
function Audit() {
  const audit = useSignal<AuditResponse | undefined>(undefined);
  const running = useSignal(false);
  const run = async (): Promise<void> => {
    running.value = true;
    await withToast(async () => {
      audit.value = await collector.audit.run();
    }, 'The audit is complete');
    running.value = false;
  };
  const found = audit.value;
  return (
    <Card
      title="Audit"
      note="whether every sample is there once, or missing with a reason"
      actions={
        <button type="button" class="button small" disabled={running.value} onClick={() => void run()}>
          {running.value ? 'Running' : 'Run it'}
        </button>
      }
    >
      {found && (
        <>
          <p class="card-body">
            <StateMark tone={found.clean ? 'good' : 'bad'}>
              {found.clean ? 'Everything is accounted for' : `${found.findings.length} findings`}
            </StateMark>{' '}
            <span class="quiet">
              {formatNumber(found.hosts.length)} hosts, {formatNumber(found.epochs.length)} epochs
            </span>
          </p>
          {!found.clean && (
            <DataTable
              caption="Findings"
              columns={[
                { id: 'host', title: 'Host', cell: ({ host }) => host },
                { id: 'kind', title: 'Kind', cell: ({ kind }) => kind },
                { id: 'detail', title: 'What', cell: ({ detail }) => detail },
              ]}
              rows={found.findings}
              keyOf={({ host, detail }) => `${host} ${detail}`}
              empty=""
            />
          )}
        </>
      )}
    </Card>
  );
}

/** How the monitor itself does. */
export function SystemPage() {
  const mayAdmin = useMayAsk(routes.users.list);
  const { body, error, reload } = useResource(collector.status.show, { everyMs: refreshMs });
  const usage = useResource(collector.storage.usage, { everyMs: usageRefreshMs }).body;
  return (
    <Page title="System" stale={error !== undefined && body !== undefined}>
      <div class="stack">
        <div class="page-head">
          <h1>System</h1>
          {body && (
            <StateMark tone={body.clickhouse.reachable ? 'good' : 'bad'}>
              {body.clickhouse.reachable ? 'ClickHouse answers' : 'ClickHouse does not answer'}
            </StateMark>
          )}
          {mayAdmin && (
            <span class="row push">
              <a class="button" href="/users">
                Users
              </a>
              <a class="button" href="/audit-log">
                Audit log
              </a>
            </span>
          )}
        </div>
        {body === undefined && error !== undefined && (
          <Failure what="The state of the collector could not be loaded" error={error} onRetry={reload} />
        )}
        {body && (
          <>
            <Ingest status={body} />
            <IngestChart />
            <CollectorsCard />
            <StorageCard status={body} usage={usage} />
            {usage && <RetentionCard usage={usage} />}
            <Audit />
            <Versions status={body} />
          </>
        )}
      </div>
    </Page>
  );
}
