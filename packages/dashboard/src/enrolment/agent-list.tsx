import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { useLocation } from 'preact-iso';
import type { AgentEntry } from '../api/types.ts';
import { useRows } from '../resource/use-rows.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import type { TableColumn } from '../design/data-table.tsx';
import { HostStateMark } from '../design/host-state.tsx';
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { formatDuration } from '../format/instant.ts';
import { formatQuantity, noValue } from '../format/quantity.ts';
import { useMay } from '../session/abilities.ts';
import { acceptPath, CloneBadge } from '../shell/clone-badge.tsx';
import { hostPath } from '../shell/host-path.ts';
import { AcceptDialog } from './accept-dialog.tsx';
import { EditDialog, RevokeDialog, SettingsDialog } from './agent-dialogs.tsx';

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
  const may = useMay();
  const items = [
    { kind: 'edit', name: 'Name and labels', needs: routes.agents.label },
    { kind: 'settings', name: 'Settings', needs: routes.settings.ofAgent },
    ...(agent.clone === null
      ? []
      : [{ kind: 'accept', name: 'Accept a machine', needs: routes.agents.accept } as const]),
    { kind: 'revoke', name: 'Revoke', needs: routes.agents.revoke },
  ] as const;
  return (
    <Menu
      face={<Icon name="more" />}
      label={`Actions for ${agent.host}`}
      buttonClass="button plain icon small"
      end
    >
      {(close) =>
        items
          .filter(({ needs }) => may(needs))
          .map(({ kind, name }) => (
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

function AgentState({ agent }: { agent: AgentEntry }) {
  return (
    <span class="row">
      <HostStateMark state={agent.state} />
      <CloneBadge host={agent} />
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

/** The dialog that is open: the address says whose machine is to be accepted, so that alerts lead there. */
function useOpened(agents: readonly AgentEntry[], onChanged: () => void) {
  const { query, route } = useLocation();
  const opened = useSignal<Opened | undefined>(undefined);
  const cloned = agents.find(({ host, clone }) => host === query['accept'] && clone !== null);
  const mayAccept = useMay()(routes.agents.accept);
  const shown: Opened | undefined = cloned && mayAccept ? { kind: 'accept', agent: cloned } : opened.value;
  const open = (next: Opened): void => {
    if (next.kind === 'accept') route(acceptPath(next.agent.host));
    else opened.value = next;
  };
  const close = (changed: boolean): void => {
    opened.value = undefined;
    if (query['accept'] !== undefined) route('/enrolment', true);
    if (changed) onChanged();
  };
  return { shown, open, close };
}

/** Every agent, with its own cost. */
export function AgentList({ agents, onChanged }: { agents: readonly AgentEntry[]; onChanged: () => void }) {
  const { shown, open, close } = useOpened(agents, onChanged);
  const costs = new Map((useRows<Cost>(costSql).rows ?? []).map((cost) => [cost.host, cost]));
  const now = nowMs.value + serverOffsetMs.value;
  const OpenDialog = shown && dialogs[shown.kind];
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
            cell: (agent) => <ActionsMenu agent={agent} onOpen={open} />,
          },
        ]}
        rows={agents}
        keyOf={({ agentId }) => agentId}
        empty="No host is enrolled yet."
      />
      {OpenDialog && <OpenDialog agent={shown.agent} onClose={close} />}
    </Card>
  );
}

/** Agents take hundredths of a percent. */
function cpuText(pct: number | null | undefined): string {
  return pct === null || pct === undefined ? noValue : `${pct.toFixed(2)} %`;
}
