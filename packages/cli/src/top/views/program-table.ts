import type { HostProcess, HostUnit } from '@hostwire/api';
import { span, type Line, type Span } from '../screen/line.ts';
import { shortBytes, shortCount, shortPct } from '../screen/short-number.ts';
import { fit } from '../screen/text.ts';

interface TableColumn<Row> {
  readonly title: string;
  /** undefined: what the others leave. */
  readonly width: number | undefined;
  readonly side: 'left' | 'right';
  readonly cell: (row: Row) => string;
  /** The order that it stands for. */
  readonly order?: 'cpu' | 'memory' | 'io';
}

const number = <Row>(
  title: string,
  cell: (row: Row) => string,
  order?: TableColumn<Row>['order'],
): TableColumn<Row> => ({ title, width: 7, side: 'right', cell, ...(order && { order }) });

const ofProcess: readonly TableColumn<HostProcess>[] = [
  { title: 'PID', width: 8, side: 'right', cell: ({ pid }) => String(pid) },
  { title: 'USER', width: 10, side: 'left', cell: ({ user }) => user },
  { title: 'PROGRAM', width: undefined, side: 'left', cell: ({ name }) => name },
  number('CPU%', ({ cpuPct }) => shortPct(cpuPct), 'cpu'),
  number('MEM', ({ memoryBytes }) => shortBytes(memoryBytes), 'memory'),
  number('READ/s', ({ readBytesPerS }) => shortBytes(readBytesPerS), 'io'),
  number('WRITE/s', ({ writeBytesPerS }) => shortBytes(writeBytesPerS)),
  number('THREADS', ({ threads }) => shortCount(threads)),
];

const ofUnit: readonly TableColumn<HostUnit>[] = [
  { title: 'UNIT OR CONTAINER', width: undefined, side: 'left', cell: ({ path }) => shortPath(path) },
  { title: 'KIND', width: 9, side: 'left', cell: ({ kind }) => kind },
  number('CPU%', ({ cpuPct }) => shortPct(cpuPct), 'cpu'),
  number('THROT%', ({ throttledPct }) => shortPct(throttledPct)),
  number('MEM', ({ memoryBytes }) => shortBytes(memoryBytes), 'memory'),
  number('LIMIT', ({ memoryMaxBytes }) => shortBytes(memoryMaxBytes)),
  number('IO/s', ({ readBytesPerS, writeBytesPerS }) => flow(readBytesPerS, writeBytesPerS), 'io'),
  number('TASKS', ({ tasks }) => shortCount(tasks)),
];

function flow(read: number | null, write: number | null): string {
  return shortBytes(read === null && write === null ? null : (read ?? 0) + (write ?? 0));
}

/** The end of a path says which unit it is. */
function shortPath(path: string): string {
  return (
    path
      .split('/')
      .filter((part) => part !== '')
      .slice(-2)
      .join('/') || '/'
  );
}

interface TableView {
  readonly columns: number;
  readonly order: 'cpu' | 'memory' | 'io';
  /** The first row that is shown. */
  readonly scroll: number;
}

function tableLines<Row>(table: readonly TableColumn<Row>[], rows: readonly Row[], view: TableView): Line[] {
  const taken = table.reduce((sum, { width = 0 }) => sum + width, table.length - 1);
  const widthOfColumn = ({ width }: TableColumn<Row>) => width ?? Math.max(8, view.columns - taken);
  const titles = table.flatMap((column, i): Span[] => {
    const mark = column.order === view.order ? '▼' : '';
    const title = fit(`${column.title}${mark}`, widthOfColumn(column), column.side);
    return [span(i === 0 ? title : ` ${title}`, 'heading')];
  });
  const lines = rows.slice(view.scroll).map((row): Line => {
    const cells = table.map((column) => fit(column.cell(row), widthOfColumn(column), column.side));
    return [span(cells.join(' '))];
  });
  return [titles, ...lines];
}

export function processLines(rows: readonly HostProcess[], view: TableView): Line[] {
  return tableLines(ofProcess, rows, view);
}

export function unitLines(rows: readonly HostUnit[], view: TableView): Line[] {
  return tableLines(ofUnit, rows, view);
}
