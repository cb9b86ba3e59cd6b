import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { HostDetail } from '../api/types.ts';
import { serverNowMs } from '../clock/server-clock.ts';
import { Figure, Figures } from '../design/figure.tsx';
import { levelOf } from '@hostwire/api/client';
import { formatDuration } from '../format/instant.ts';
import { formatQuantity, noValue } from '../format/quantity.ts';
import { fullInSql, usualSql } from './host-queries.ts';
import { useRows } from '../resource/use-rows.ts';

const dayMs = 86_400_000;
/** Growth of a day and the usual of a week hardly change. */
const refreshMs = 600_000;

/** An instant that moves on every ten minutes, so that slow questions are asked that often. */
function useSlowNow(): number {
  const slow = useSignal(serverNowMs());
  useEffect(() => {
    const timer = setInterval(() => (slow.value = serverNowMs()), refreshMs);
    return () => clearInterval(timer);
  }, [slow]);
  return slow.value;
}

function usualText(usual: number | null | undefined): string {
  if (usual === undefined) return '';
  return usual === null ? 'not a day known yet' : `usually ${usual.toFixed(0)} % at this hour`;
}

function fullText(days: number | undefined): ComponentChildren {
  if (days === undefined) return 'does not grow';
  if (days > 365) return 'full in more than a year';
  return `full in ${formatDuration(days * dayMs)}`;
}

interface FullIn {
  mount: string;
  days: number;
}

/** The fullest file system, and when it will be full by the growth of the last day. */
function DiskFigure({ host, aged, hasCharts, nowMs }: HeadlineProps & Aged & { nowMs: number }) {
  const full = useRows<FullIn>(hasCharts ? fullInSql(host.host, nowMs) : undefined).rows;
  const disk = host.worstFilesystem;
  const soonest = full?.[0];
  return (
    <Figure
      name={disk ? `Disk ${disk.mount}` : 'Disk'}
      value={formatQuantity(disk?.usedPct, 'pct')}
      note={disk && full ? fullText(full.find(({ mount }) => mount === disk.mount)?.days) : ''}
      tone={levelOf(disk?.usedPct ?? null)}
      aged={aged}
      title={soonest ? `${soonest.mount} is full first: in ${formatDuration(soonest.days * dayMs)}` : ''}
    />
  );
}

function LoadFigure({ host: { load1, cpuCores }, aged }: Pick<HeadlineProps, 'host'> & Aged) {
  const isHigh = load1 !== null && cpuCores > 0 && load1 > 2 * cpuCores;
  return (
    <Figure
      name="Load"
      value={load1 === null ? noValue : load1.toFixed(2)}
      note={cpuCores > 0 ? `${cpuCores} cores` : ''}
      tone={isHigh ? 'high' : 'normal'}
      aged={aged}
    />
  );
}

/** The places of the numbers while they are awaited. */
function AwaitedHeadline() {
  return (
    <Figures>
      {['CPU', 'Memory', 'Disk', 'Load', 'Network in', 'Disk busy'].map((name) => (
        <Figure key={name} name={name} value={noValue} aged />
      ))}
    </Figures>
  );
}

interface Aged {
  /** The values are not of now. */
  aged: boolean;
}

interface HeadlineProps {
  host: HostDetail;
  /** What puts the numbers into proportion is asked for after the charts. */
  hasCharts: boolean;
}

/** The numbers that people ask for first; `host`: undefined until it is known. */
export function Headline({ host, hasCharts }: { host: HostDetail | undefined; hasCharts: boolean }) {
  return host === undefined ? <AwaitedHeadline /> : <KnownHeadline host={host} hasCharts={hasCharts} />;
}

/** The numbers, and what puts them into proportion. */
function KnownHeadline({ host, hasCharts }: HeadlineProps) {
  const aged = host.state !== 'live';
  const nowMs = useSlowNow();
  const usual = useRows<{ cpu: number | null; memory: number | null }>(
    hasCharts ? usualSql(host.host, nowMs) : undefined,
  ).rows?.[0];
  const share = (name: string, pct: number | null, note: string) => (
    <Figure name={name} value={formatQuantity(pct, 'pct')} note={note} tone={levelOf(pct)} aged={aged} />
  );
  return (
    <Figures>
      {share('CPU', host.cpuBusyPct, usualText(usual?.cpu))}
      {share('Memory', host.memoryUsedPct, usualText(usual?.memory))}
      <DiskFigure {...{ host, aged, hasCharts, nowMs }} />
      <LoadFigure host={host} aged={aged} />
      <Figure
        name="Network in"
        value={formatQuantity(host.receiveBytesPerS, 'bytes_per_s')}
        note={`out ${formatQuantity(host.transmitBytesPerS, 'bytes_per_s')}`}
        aged={aged}
      />
      {share('Disk busy', host.diskBusyPct, 'the busiest one')}
    </Figures>
  );
}
