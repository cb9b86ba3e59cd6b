import type { StatusResponse } from '../api/types.ts';
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

/** The disk where samples are kept: the collector's own host, when it is watched. */
const diskSql = (host: string): string => `SELECT mount, argMax(available_bytes, ts) AS available
FROM filesystem WHERE host = '${host.replaceAll(/['\\]/g, '')}' AND ts > now() - 300 AND read_only = 0
GROUP BY mount ORDER BY length(mount) LIMIT 1`;

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

/** How long the disk of the collector lasts at the present growth; only known when its host is watched. */
function LastsFigure({ host, perDay }: { host: string; perDay: number | undefined }) {
  const disk = useRows<{ mount: string; available: number }>(diskSql(host)).rows?.[0];
  if (disk === undefined || !perDay)
    return <Figure name="The disk lasts" value={noValue} note="the collector’s host is not watched" />;
  const days = disk.available / perDay;
  return (
    <Figure
      name="The disk lasts"
      value={days > longDays ? '> 10 years' : formatDuration(days * dayMs)}
      note={`${formatQuantity(disk.available, 'bytes')} free on ${disk.mount}`}
      tone={days < 7 ? 'full' : 'normal'}
    />
  );
}

/** What samples take, and how long the disk lasts at that rate. */
export function StorageCard({ status }: { status: StatusResponse }) {
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
      <LastsFigure host={status.collector.host} perDay={perDay} />
    </Figures>
  );
}
