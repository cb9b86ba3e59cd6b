import type { HostDetail } from '@hostwire/api';
import { pctSpan, stateSpan } from '../fleet-columns.ts';
import { shownProcesses, shownUnits } from '../rows.ts';
import { span, type Line, type Span } from '../screen/line.ts';
import { cut } from '../screen/text.ts';
import { shortLoad } from '../screen/short-number.ts';
import { chartGap as gap, chartScale, type TopState } from '../state.ts';
import { beside, footLine, fullPage, headerLine } from './frame.ts';
import { chartLines, smallCharts } from './host-charts.ts';
import { processLines, unitLines } from './program-table.ts';

const keys = [
  ['Esc', 'fleet'],
  ['Tab', 'units'],
  ['s', 'sort'],
  ['+ -', 'zoom'],
  ['n', 'next'],
  ['← →', 'time'],
  ['l', 'live'],
  ['?', 'help'],
] as const;

/** One host as lines: what it is, four charts, and what runs on it. */
export function hostView(state: TopState): Line[] {
  const { hostData, columns, tab, programOrder: order, scroll } = state;
  const detail = hostData?.detail;
  const { width } = chartScale(state);
  const height = state.rows < 24 ? 2 : Math.min(8, 3 + Math.floor((state.rows - 24) / 5));
  const blocks = smallCharts(hostData?.charts, detail).map((chart) => chartLines(chart, { width, height }));
  const [cpu = [], memory = [], network = [], disk = []] = blocks;
  const view = { columns, order, scroll };
  const table =
    tab === 'processes' ? processLines(shownProcesses(state), view) : unitLines(shownUnits(state), view);
  return fullPage(state, {
    head: [headerLine(state, title(state)), factsLine(detail, state)],
    body: [
      ...beside(cpu, memory, { width, gap }),
      ...beside(network, disk, { width, gap }),
      tabLine(state),
      ...(table.length > 1 ? table : [[], [span(noPrograms(state), 'dim')]]),
    ],
    foot: footLine(state, keys),
  });
}

function title(state: TopState): Span[] {
  const { host = '', hostData, fleet, atMs } = state;
  const row = fleet?.hosts.find((each) => each.host === host);
  const known = atMs === undefined ? (hostData?.detail ?? row) : (row ?? hostData?.detail);
  const name = known?.displayName || host;
  const mark = known === undefined ? [] : [stateSpan(known.state), span(' ')];
  const { width, stepMs } = chartScale(state);
  return [...mark, span(name, 'bold'), span(`  charts of ${spanText(width * stepMs)}`, 'dim')];
}

/** What it is, and what no chart shows. */
function factsLine(detail: HostDetail | undefined, { host, fleet, atMs, nowMs }: TopState): Line {
  if (detail === undefined) return [];
  const now = atMs === undefined ? detail : fleet?.hosts.find((each) => each.host === host);
  const disk = now?.worstFilesystem ?? null;
  const bootedMs = detail.inventory?.bootedMs ?? 0;
  const untilMs = atMs ?? nowMs;
  const facts = [
    detail.os,
    `${detail.cpuCores} cores`,
    ...(bootedMs > 0 && bootedMs < untilMs ? [`up ${uptime(untilMs - bootedMs)}`] : []),
    `load ${shortLoad(now?.load1)}`,
  ].filter((fact) => fact !== '');
  const fullest: Span[] =
    disk === null ? [] : [span(` · ${cut(disk.mount, 16)} `), pctSpan(disk.usedPct, 4), span(' % full')];
  return [span(facts.join(' · ')), ...fullest];
}

function spanText(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`;
}

function uptime(ms: number): string {
  const hours = Math.floor(ms / 3_600_000);
  if (hours >= 48) return `${Math.floor(hours / 24)} d`;
  return hours >= 1 ? `${hours} h` : `${Math.floor(ms / 60_000)} min`;
}

function tabLine({ tab, hostData }: TopState): Line {
  const tabs = [
    ['processes', `Processes ${hostData?.programs?.processes.length ?? ''}`],
    ['units', `Units and containers ${hostData?.programs?.units.length ?? ''}`],
  ] as const;
  return tabs.flatMap(([id, text]) => [span(` ${text.trim()} `, id === tab ? 'chosen' : 'dim'), span(' ')]);
}

function noPrograms({ hostData, tab }: TopState): string {
  if (hostData?.programs === undefined) return 'Loading';
  return tab === 'processes'
    ? 'No process was recorded at this instant.'
    : 'No unit or container was recorded at this instant.';
}
