import { useSignal } from '@preact/signals';
import type { AgentEntry } from '../api/types.ts';
import { useRows } from '../resource/use-rows.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import type { TableColumn } from '../design/data-table.tsx';
import { CloneMark, HostStateMark } from '../design/host-state.tsx';
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { formatDuration } from '../format/instant.ts';
import { formatQuantity, noValue } from '../format/quantity.ts';
import { hostPath } from '../shell/host-path.ts';
import { AcceptDialog, EditDialog, RevokeDialog, SettingsDialog } from './agent-dialogs.tsx';

interface Cost {
  readonly host: string;
  readonly cpu: number | null;
  readonly rss: number | null;
  readonly spool: number | null;
}

/** What each agent says of itself, over the last minutes. */
const costSql = `SELECT host, avg(cpu_pct) AS cpu, max(rss_bytes) AS rss, argMax(spool_bytes, ts) AS spool
FROM agent WHERE ts > now() - 300 GROUP BY host`;

type Opened = { kind: 'edit' | 'settings' | 'accept' | 'revoke'; agent: AgentEntry };

function ActionsMenu({ agent, onOpen }: { agent: AgentEntry; onOpen: (opened: Opened) => void }) {
  const items = [
    { kind: 'edit', name: 'Name and labels' },
    { kind: 'settings', name: 'Settings' },
    ...(agent.clone === null ? [] : [{ kind: 'accept', name: 'Accept a machine' } as const]),
    { kind: 'revoke', name: 'Revoke' },
  ] as const;
  return (
    <Menu
      face={<Icon name="more" />}
      label={`Actions for ${agent.host}`}
      buttonClass="button plain icon small"
      end
    >
      {(close) =>
        items.map(({ kind, name }) => (
          <MenuItem
            key={kind}
            onChoose={() => {
              close();
              onOpen({ kind, agent });
            }}
          >
            {name}
          </MenuItem>
        ))
      }
    </Menu>
  );
}

function AgentState({ agent: { state, clone } }: { agent: AgentEntry }) {
  return (
    <span class="row">
      <HostStateMark state={state} />
      <CloneMark clone={clone} />
    </span>
  );
}

const dialogs = { accept: AcceptDialog, edit: EditDialog, settings: SettingsDialog, revoke: RevokeDialog };

function agentColumns(costs: ReadonlyMap<string, Cost>, now: number): TableColumn<AgentEntry>[] {
  return [
    {
      id: 'host',
      title: 'Host',
      tight: true,
      cell: ({ host, displayName }) => (
        <a href={hostPath(host)}>
          {displayName === '' || displayName === host ? host : `${displayName} (${host})`}
        </a>
      ),
    },
    { id: 'state', title: 'State', cell: (agent) => <AgentState agent={agent} /> },
    { id: 'version', title: 'Version', cell: ({ version }) => version || noValue },
    { id: 'address', title: 'Address', cell: ({ address }) => address ?? noValue },
    {
      id: 'seen',
      title: 'Last sample',
      number: true,
      cell: ({ lastSeenMs }) => (lastSeenMs === null ? noValue : `${formatDuration(now - lastSeenMs)} ago`),
    },
    { id: 'cpu', title: 'Agent CPU', number: true, cell: ({ host }) => cpuText(costs.get(host)?.cpu) },
    {
      id: 'rss',
      title: 'Agent memory',
      number: true,
      cell: ({ host }) => formatQuantity(costs.get(host)?.rss, 'bytes'),
    },
    {
      id: 'spool',
      title: 'Spool',
      number: true,
      cell: ({ host }) => formatQuantity(costs.get(host)?.spool, 'bytes'),
    },
    {
      id: 'labels',
      title: 'Labels',
      cell: ({ labels }) =>
        Object.keys(labels).length > 0 && (
          <span class="labels">
            {Object.entries(labels).map(([key, value]) => (
              <span key={key} class="label">
                {key}={value}
              </span>
            ))}
          </span>
        ),
    },
  ];
}

/** Every agent, with its own cost. */
export function AgentList({ agents, onChanged }: { agents: readonly AgentEntry[]; onChanged: () => void }) {
  const opened = useSignal<Opened | undefined>(undefined);
  const costs = new Map((useRows<Cost>(costSql).rows ?? []).map((cost) => [cost.host, cost]));
  const now = nowMs.value + serverOffsetMs.value;
  const OpenDialog = opened.value && dialogs[opened.value.kind];
  return (
    <Card title="Agents" note={`${agents.length} enrolled`}>
      <DataTable
        caption="Agents"
        columns={[
          ...agentColumns(costs, now),
          {
            id: 'actions',
            title: '',
            number: true,
            tight: true,
            cell: (agent) => <ActionsMenu agent={agent} onOpen={(next) => (opened.value = next)} />,
          },
        ]}
        rows={agents}
        keyOf={({ agentId }) => agentId}
        empty="No host is enrolled yet."
      />
      {OpenDialog && opened.value && (
        <OpenDialog
          agent={opened.value.agent}
          onClose={(changed) => {
            opened.value = undefined;
            if (changed) onChanged();
          }}
        />
      )}
    </Card>
  );
}

/** Agents take hundredths of a percent. */
function cpuText(pct: number | null | undefined): string {
  return pct === null || pct === undefined ? noValue : `${pct.toFixed(2)} %`;
}
