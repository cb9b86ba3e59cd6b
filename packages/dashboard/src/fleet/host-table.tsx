import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { HostSummary } from '../api/types.ts';
import { fleetColumns, pressColumn } from './host-order.ts';
import type { FleetColumn, HostOrder } from './host-order.ts';
import { HostRow } from './host-row.tsx';
import { rowWindow } from './row-window.ts';

/** styles/fleet.css gives every row this height; the windowing counts on it. */
const rowHeightPx = 38;

/** How far the page has scrolled into the rows, following scrolling and resizing. */
function useScroll(rows: RefObject<HTMLElement | null>) {
  const scroll = useSignal({ scrolledPx: 0, viewPx: innerHeight });
  useLayoutEffect(() => {
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      const top = rows.current?.getBoundingClientRect().top ?? 0;
      const before = scroll.peek();
      if (before.scrolledPx !== -top || before.viewPx !== innerHeight) {
        scroll.value = { scrolledPx: -top, viewPx: innerHeight };
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

interface HeadingProps {
  column: FleetColumn;
  order: HostOrder;
  onOrder: (order: HostOrder) => void;
}

function Heading({ column, order, onOrder }: HeadingProps) {
  const active = order.column === column.id;
  const direction = order.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={`col-${column.id}`} aria-sort={active ? direction : 'none'}>
      <button type="button" title={column.meaning} onClick={() => onOrder(pressColumn(order, column.id))}>
        {column.title}
        <span class="sort-mark" aria-hidden="true">
          {active ? (order.descending ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}

interface HostTableProps {
  /** Filtered and ordered already. */
  hosts: readonly HostSummary[];
  order: HostOrder;
  query: string;
  onOrder: (order: HostOrder) => void;
  onWord: (word: string) => void;
  /** The pointer or the focus has come to the rows, or has left them. */
  onPointed: (pointed: boolean) => void;
}

export function HostTable({ hosts, order, query, onOrder, onWord, onPointed }: HostTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  const scroll = useScroll(body);
  const { first, end, beforePx, afterPx } = rowWindow({ rowCount: hosts.length, rowHeightPx, ...scroll });
  const spacer = (px: number) => <tr aria-hidden="true" class="spacer" style={{ height: `${px}px` }} />;
  return (
    <table class="host-table" aria-rowcount={hosts.length + 1}>
      <caption class="visually-hidden">Hosts, {hosts.length} shown</caption>
      <thead>
        <tr aria-rowindex={1}>
          {fleetColumns.map((column) => (
            <Heading key={column.id} column={column} order={order} onOrder={onOrder} />
          ))}
        </tr>
      </thead>
      <tbody
        ref={body}
        onMouseEnter={() => onPointed(true)}
        onMouseLeave={() => onPointed(false)}
        onFocusIn={() => onPointed(true)}
        onFocusOut={() => onPointed(false)}
      >
        {spacer(beforePx)}
        {hosts.slice(first, end).map((host, i) => (
          <HostRow key={host.agentId} host={host} position={first + i + 2} query={query} onWord={onWord} />
        ))}
        {spacer(afterPx)}
      </tbody>
    </table>
  );
}
