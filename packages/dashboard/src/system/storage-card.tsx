import type { StatusResponse, UsageResponse } from '../api/types.ts';
import { useRows } from '../resource/use-rows.ts';
import { Figure, Figures } from '../design/figure.tsx';
import { formatDuration } from '../format/instant.ts';
import { formatQuantity, noValue } from '../format/quantity.ts';

/** How far back the samples go, and how much came in the last day. */
const spanSql = `SELECT toUnixTimestamp64Milli(min(ts)) AS firstMs, toUnixTimestamp64Milli(max(ts)) AS lastMs, count() AS samples FROM cpu`;

interface Span {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly samples: number;
}

const dayMs = 86_400_000;

function GrowthFigure({ perDay, spanMs }: { perDay: number | undefined; spanMs: number | undefined }) {
  return (
    <Figure
      name="Growth"
      value={perDay === undefined ? noValue : `${formatQuantity(perDay, 'bytes')}/day`}
      note={spanMs === undefined ? '' : `over ${formatDuration(spanMs)}`}
    />
  );
}

/** Longer than this is not worth a number. */
const longDays = 3_650;

/** How long it takes to fill what is left of the disk, or of the budget, at the present growth. */
function LastsFigure({ usage, perDay }: { usage: UsageResponse | undefined; perDay: number | undefined }) {
  if (usage === undefined || !perDay) return <Figure name="The disk lasts" value={noValue} />;
  const { freeBytes, usedBytes, budgetBytes } = usage;
  const isBudget = budgetBytes - usedBytes < freeBytes;
  const days = Math.max(0, Math.min(freeBytes, budgetBytes - usedBytes)) / perDay;
  return (
    <Figure
      name="The disk lasts"
      value={days > longDays ? '> 10 years' : formatDuration(days * dayMs)}
      note={`${formatQuantity(freeBytes, 'bytes')} free${isBudget ? `, ${formatQuantity(budgetBytes, 'bytes')} may be used` : ''}`}
      tone={days < 7 ? 'full' : 'normal'}
    />
  );
}

interface StorageCardProps {
  status: StatusResponse;
  /** undefined until it is known. */
  usage: UsageResponse | undefined;
}

/** What samples take, and how long the disk lasts at that rate. */
export function StorageCard({ status, usage }: StorageCardProps) {
  const { sampleBytesOnDisk: bytes, sampleRows } = status.clickhouse;
  const span = useRows<Span>(spanSql).rows?.[0];
  const spanMs = span && span.samples > 0 ? Math.max(60_000, span.lastMs - span.firstMs) : undefined;
  const perDay = bytes === null || spanMs === undefined ? undefined : (bytes / spanMs) * dayMs;
  return (
    <Figures>
      <Figure
        name="Samples on disk"
        value={formatQuantity(bytes, 'bytes')}
        note={sampleRows === null ? '' : `${sampleRows.toLocaleString('en')} samples`}
      />
      <Figure
        name="Per sample"
        value={bytes === null || !sampleRows ? noValue : formatQuantity(bytes / sampleRows, 'bytes')}
        note="compressed"
      />
      <GrowthFigure perDay={perDay} spanMs={spanMs} />
      <LastsFigure usage={usage} perDay={perDay} />
    </Figures>
  );
}
