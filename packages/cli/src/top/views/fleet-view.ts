import type { HostState } from '@hostwire/api';
import { countStates } from '@hostwire/api/client';
import { shownColumns } from '../fleet-columns.ts';
import { chosenIndex, shownHosts } from '../rows.ts';
import { chosenLine, span, type Line, type Span, type Style } from '../screen/line.ts';
import { fit } from '../screen/text.ts';
import type { TopState } from '../state.ts';
import { footLine, fullPage, headerLine } from './frame.ts';

const keys = [
  ['Enter', 'host'],
  ['/', 'filter'],
  ['s', 'sort'],
  ['← →', 'time'],
  ['@', 'go to'],
  ['l', 'live'],
  ['?', 'help'],
  ['q', 'quit'],
] as const;

/** The fleet as lines: every host a row, in the order and through the filter of the state. */
export function fleetView(state: TopState): Line[] {
  const hosts = shownHosts(state);
  const columns = shownColumns(state.columns);
  const titles: Line = columns.flatMap(({ column, width }, i) => {
    const arrow = column.id === state.order.column ? (state.order.descending ? '▼' : '▲') : '';
    const title = fit(`${column.title.trim()}${arrow}`, width, column.side);
    return [span(i === 0 ? title : ` ${title}`, 'heading')];
  });
  const chosen = chosenIndex(hosts, state);
  const room = Math.max(1, state.rows - 4);
  const first = Math.max(0, Math.min(chosen - Math.floor(room / 2), hosts.length - room));
  const rows = hosts.slice(first, first + room).map((host, i): Line => {
    // What a host said last is not what it is: only its name and state are of now.
    const aged = (cell: Span, id: string): Span =>
      host.state === 'live' || id === 'state' || id === 'host' ? cell : span(cell.text, 'dim');
    const cells = columns.map(({ column, width }) => aged(column.cell(host, width), column.id));
    const line = cells.flatMap((cell, at): Span[] => (at === 0 ? [cell] : [span(' '), cell]));
    return first + i === chosen ? chosenLine(line, state.columns) : line;
  });
  return fullPage(state, {
    head: [headerLine(state, summary(state)), alertLine(state), titles],
    body: rows.length > 0 ? rows : [[], [span(emptyText(state), 'dim')]],
    foot: footLine(state, keys),
  });
}

const stateStyles: Readonly<Partial<Record<HostState, Style>>> = { late: 'warning', silent: 'critical' };

function summary(state: TopState): Span[] {
  const counts = countStates(state.fleet?.hosts ?? []);
  const total = (state.fleet?.hosts.length ?? 0) - counts.revoked;
  const words = (['live', 'late', 'silent', 'waiting'] as const)
    .filter((each) => counts[each] > 0)
    .map((each) => span(`  ${counts[each]} ${each}`, stateStyles[each]));
  const filter = state.filter === '' ? [] : [span(`  filter: ${state.filter}`, 'accent')];
  return [span('Fleet', 'bold'), span(`  ${total} ${total === 1 ? 'host' : 'hosts'}`), ...words, ...filter];
}

function alertLine({ fleet }: TopState): Line {
  if (fleet === undefined) return [];
  const firing = fleet.alerts.filter(({ state }) => state === 'firing');
  const critical = firing.filter(({ severity }) => severity === 'critical');
  const [first] = [...critical, ...firing];
  if (first === undefined) return [span('No alert is firing', 'dim')];
  const where = first.host === '' || first.summary.includes(first.host) ? '' : `${first.host}: `;
  const count = firing.length > 1 ? `${firing.length} alerts: ` : '';
  return [span(`▲ ${count}${where}${first.summary}`, critical.length > 0 ? 'critical' : 'warning')];
}

function emptyText({ fleet, filter, atMs }: TopState): string {
  if (fleet === undefined) return 'Loading the fleet';
  if (filter !== '') return 'No host matches. Press / to change the filter, Esc to take it away.';
  return atMs === undefined
    ? 'No host yet. "hostwire token create" prints the line that enrols one.'
    : 'No host was enrolled at this instant.';
}
