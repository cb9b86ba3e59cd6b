import type { UsageResponse } from '../api/types.ts';
import { nowMs, serverOffsetMs } from '../clock/server-clock.ts';
import { Card } from '../design/card.tsx';
import { DataTable } from '../design/data-table.tsx';
import { formatDuration } from '../format/instant.ts';
import { formatQuantity, noValue } from '../format/quantity.ts';

const levels = [
  { level: 'raw', name: 'As measured', policy: 'rawMs' },
  { level: 'minutes', name: 'By minute', policy: 'minutesMs' },
  { level: 'hours', name: 'By hour', policy: 'hoursMs' },
] as const;

interface LevelRow {
  readonly name: string;
  readonly keptMs: number;
  readonly rows: number;
  readonly bytes: number;
  readonly sinceMs: number | null;
}

function rowsOf({ policy, tables }: UsageResponse): LevelRow[] {
  return levels.map(({ level, name, policy: key }) => {
    const own = tables.filter((table) => table.level === level);
    const begins = own.flatMap(({ sinceMs }) => sinceMs ?? []);
    return {
      name,
      keptMs: policy[key],
      rows: own.reduce((sum, { rows }) => sum + rows, 0),
      bytes: own.reduce((sum, { bytes }) => sum + bytes, 0),
      sinceMs: begins.length > 0 ? Math.min(...begins) : null,
    };
  });
}

function heldText({ rawDaysHeld, budgetBytes }: UsageResponse): string {
  const budget = `${formatQuantity(budgetBytes, 'bytes')} may be used`;
  if (rawDaysHeld === null) return budget;
  return `${budget}: enough for ${formatDuration(rawDaysHeld * 86_400_000)} as measured, at the rate of the last day`;
}

/** How long samples are kept at each resolution, and how far back they go. */
export function RetentionCard({ usage }: { usage: UsageResponse }) {
  const now = nowMs.value + serverOffsetMs.value;
  return (
    <Card title="Retention" note={heldText(usage)}>
      <DataTable
        caption="Retention"
        columns={[
          { id: 'name', title: 'Samples', cell: ({ name }) => name },
          { id: 'kept', title: 'Kept for', number: true, cell: ({ keptMs }) => formatDuration(keptMs) },
          {
            id: 'since',
            title: 'Go back',
            number: true,
            cell: ({ sinceMs }) => (sinceMs === null ? noValue : formatDuration(now - sinceMs)),
          },
          { id: 'rows', title: 'Rows', number: true, cell: ({ rows }) => rows.toLocaleString('en') },
          {
            id: 'bytes',
            title: 'On disk',
            number: true,
            cell: ({ bytes }) => formatQuantity(bytes, 'bytes'),
          },
        ]}
        rows={rowsOf(usage)}
        keyOf={({ name }) => name}
        empty=""
      />
    </Card>
  );
}
