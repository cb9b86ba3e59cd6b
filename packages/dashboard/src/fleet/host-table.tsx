import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { HostSummary } from '../api/types.ts';
import { GroupRow } from './group-row.tsx';
import type { HostGroup } from './groups.ts';
import type { CellContext } from './host-cell.tsx';
import { pressColumn } from './host-order.ts';
import type { FleetColumn, HostOrder } from './host-order.ts';
import { HostRow } from './host-row.tsx';
import { rowWindow } from './row-window.ts';

/** fleet.css gives every row this height; the windowing counts on it. */
const rowHeightPx = 34;
/** Rows enter and leave the document by so many at once: most frames of a scroll then change nothing in it. */
const scrollStepPx = 4 * rowHeightPx;

/** How far the page has scrolled into the rows, following scrolling and resizing, in steps of a few rows. */
function useScroll(rows: RefObject<HTMLElement | null>) {
  const scroll = useSignal({ scrolledPx: 0, viewPx: innerHeight });
  useLayoutEffect(() => {
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      const top = rows.current?.getBoundingClientRect().top ?? 0;
      const scrolledPx = Math.floor(-top / scrollStepPx) * scrollStepPx;
      const before = scroll.peek();
      if (before.scrolledPx !== scrolledPx || before.viewPx !== innerHeight) {
        scroll.value = { scrolledPx, viewPx: innerHeight };
      }
    };
    const follow = (): void => {
      frame ||= requestAnimationFrame(measure);
    };
    measure();
    addEventListener('scroll', follow, { passive: true });
    addEventListener('resize', follow);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', follow);
      removeEventListener('resize', follow);
    };
  }, [rows, scroll]);
  return scroll.value;
}

function Heading({
  column,
  order,
  onOrder,
}: { column: FleetColumn } & Pick<TableProps, 'order' | 'onOrder'>) {
  const active = order.column === column.id;
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      class={`col-${column.id} ${column.number ? 'number' : ''}`}
      aria-sort={active ? direction : 'none'}
    >
      <button type="button" onClick={() => onOrder(pressColumn(order, column.id))}>
        {column.title}
        <span class="sort-mark" aria-hidden="true">
          {active ? (order.descending ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}

export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly select: (hosts: readonly string[], selected: boolean) => void;
}

interface TableProps {
  /** Filtered and ordered already. One group without a name: not grouped. */
  groups: readonly HostGroup[];
  columns: readonly FleetColumn[];
  order: HostOrder;
  selection: Selection;
  context: CellContext;
  onOrder: (order: HostOrder) => void;
  /** The pointer or the focus has come to the rows, or has left them. */
  onPointed: (pointed: boolean) => void;
}

type Line = { kind: 'group'; group: HostGroup } | { kind: 'host'; host: HostSummary };

function linesOf(groups: readonly HostGroup[], isGrouped: boolean): Line[] {
  return groups.flatMap((group): Line[] => [
    ...(isGrouped ? [{ kind: 'group' as const, group }] : []),
    ...group.hosts.map((host) => ({ kind: 'host' as const, host })),
  ]);
}

function Head({ groups, columns, order, selection, onOrder }: TableProps) {
  const all = groups.flatMap(({ hosts }) => hosts.map(({ host }) => host));
  const allSelected = all.length > 0 && all.every((host) => selection.selected.has(host));
  return (
    <thead>
      <tr aria-rowindex={1}>
        <td class="col-select">
          <input
            type="checkbox"
            aria-label="Select all hosts shown"
            checked={allSelected}
            onChange={(event) => selection.select(all, event.currentTarget.checked)}
          />
        </td>
        {columns.map((column) => (
          <Heading key={column.id} column={column} order={order} onOrder={onOrder} />
        ))}
      </tr>
    </thead>
  );
}

export function HostTable(props: TableProps & { isGrouped: boolean }) {
  const { groups, columns, selection, context, onPointed, isGrouped } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const scroll = useScroll(body);
  const lines = useMemo(() => linesOf(groups, isGrouped), [groups, isGrouped]);
  const { first, end, beforePx, afterPx } = rowWindow({ rowCount: lines.length, rowHeightPx, ...scroll });
  const spacer = (px: number) => <tr aria-hidden="true" class="spacer" style={{ height: `${px}px` }} />;
  return (
    <table class="host-table" aria-rowcount={lines.length + 1}>
      <caption class="visually-hidden">Hosts, {lines.length} rows</caption>
      <Head {...props} />
      <tbody
        ref={body}
        onMouseEnter={() => onPointed(true)}
        onMouseLeave={() => onPointed(false)}
        onFocusIn={() => onPointed(true)}
        onFocusOut={() => onPointed(false)}
      >
        {spacer(beforePx)}
        {lines
          .slice(first, end)
          .map((line, i) =>
            line.kind === 'group' ? (
              <GroupRow
                key={`group ${line.group.value}`}
                group={line.group}
                columns={columns}
                position={first + i + 2}
              />
            ) : (
              <HostRow
                key={line.host.agentId}
                host={line.host}
                columns={columns}
                position={first + i + 2}
                selected={selection.selected.has(line.host.host)}
                onSelect={selection.select}
                context={context}
              />
            ),
          )}
        {spacer(afterPx)}
      </tbody>
    </table>
  );
}
