import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Chart } from '../api/types.ts';
import { useRows } from '../resource/use-rows.ts';
import { ChartPanel } from '../charts/chart-panel.tsx';
import { ChartSlot } from '../charts/chart-slot.tsx';
import { serverNowMs } from '../clock/server-clock.ts';
import { darkTheme } from '../theme/theme.ts';

const spanMs = 3_600_000;
const stepMs = 60_000;

interface Minute {
  readonly minuteMs: number;
  readonly samples: number;
  readonly hosts: number;
}

/** Samples that became visible, by the minute that they are of. */
const ingestSql = (
  round: number,
): string => `SELECT toUnixTimestamp(toStartOfMinute(ts)) * 1000 AS minuteMs, count() AS samples, uniq(host) AS hosts
FROM cpu WHERE ts > now() - 3600 AND ts < now() AND ${round} > 0
GROUP BY minuteMs ORDER BY minuteMs`;

/** The ingest rate of the last hour. */
export function IngestChart() {
  const round = useSignal(Math.floor(serverNowMs() / stepMs));
  useEffect(() => {
    const timer = setInterval(() => (round.value = Math.floor(serverNowMs() / stepMs)), stepMs);
    return () => clearInterval(timer);
  }, [round]);
  const { rows } = useRows<Minute>(ingestSql(round.value));
  const toMs = round.value * stepMs;
  const chart = useMemo((): Chart => {
    // The newest minute is not complete.
    const complete = (rows ?? []).filter(({ minuteMs }) => minuteMs < toMs);
    return {
      chart: 'load',
      title: 'Samples per second, the last hour',
      unit: 'ops_per_s',
      stacked: false,
      ranked: false,
      sql: '',
      tsMs: complete.map(({ minuteMs }) => minuteMs),
      series: [{ name: 'samples', device: '', values: complete.map(({ samples }) => samples / 60) }],
    };
  }, [rows, toMs]);
  return (
    <ChartSlot>
      <ChartPanel
        chart={chart}
        window={{ fromMs: toMs - spanMs, toMs }}
        gaps={[]}
        stepMs={stepMs}
        dark={darkTheme.value}
        syncKey="system"
      />
    </ChartSlot>
  );
}
