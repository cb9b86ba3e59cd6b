import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Chart } from '../api/types.ts';
import { ChartPanel } from '../charts/chart-panel.tsx';
import { ChartSlot } from '../charts/chart-slot.tsx';
import { nowMs } from '../clock/server-clock.ts';
import { StateMark } from '../design/state-mark.tsx';
import { formatNumber, formatQuantity } from '../format/quantity.ts';
import { darkTheme } from '../theme/theme.ts';
import type { RunState } from './query-run.ts';
import { chartOf } from './result-chart.ts';
import { ResultTable } from './result-table.tsx';

function Cost({ state }: { state: RunState }) {
  switch (state.phase) {
    case 'idle':
      return <span class="quiet by-keyboard">Ctrl+Enter runs the query.</span>;
    case 'running':
      return (
        <span role="status">
          Running for {Math.max(0, Math.round((performance.now() - state.sinceMs + nowMs.value * 0) / 1_000))}{' '}
          s
        </span>
      );
    case 'cancelled':
      return <StateMark tone="off">Cancelled</StateMark>;
    case 'failed':
      return <StateMark tone="bad">Failed</StateMark>;
    case 'done': {
      const { rows, statistics } = state.result;
      return (
        <span class="quiet">
          <strong>{rows.toLocaleString('en')}</strong> {rows === 1 ? 'row' : 'rows'} in{' '}
          {formatNumber(statistics.elapsed * 1_000)} ms, {statistics.rows_read.toLocaleString('en')} rows and{' '}
          {formatQuantity(statistics.bytes_read, 'bytes')} read
        </span>
      );
    }
  }
}

function ResultChart({ chart }: { chart: Chart }) {
  const first = chart.tsMs[0] ?? 0;
  const last = chart.tsMs.at(-1) ?? 1;
  return (
    <ChartSlot>
      <ChartPanel
        chart={chart}
        window={{ fromMs: first, toMs: last }}
        gaps={[]}
        stepMs={1_000}
        dark={darkTheme.value}
        syncKey="sql"
        heightPx={360}
      />
    </ChartSlot>
  );
}

/** What came of a query: its cost, and the rows as a table or a chart. */
export function SqlResultPanel({ state }: { state: RunState }) {
  const shape = useSignal<'table' | 'chart'>('table');
  const result = state.phase === 'done' ? state.result : undefined;
  const chart = useMemo(() => result && chartOf(result), [result]);
  useEffect(() => {
    shape.value = 'table';
  }, [result, shape]);
  return (
    <section class="card" aria-label="Result">
      <header class="card-head">
        <Cost state={state} />
        {chart && (
          <div class="segments push" role="group" aria-label="Shape of the result">
            {(['table', 'chart'] as const).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={shape.value === each}
                onClick={() => (shape.value = each)}
              >
                {each === 'table' ? 'Table' : 'Chart'}
              </button>
            ))}
          </div>
        )}
      </header>
      {state.phase === 'failed' && (
        <p class="card-body" role="alert">
          {state.error.message} <span class="quiet">({state.error.code})</span>
        </p>
      )}
      {result &&
        (shape.value === 'chart' && chart ? <ResultChart chart={chart} /> : <ResultTable result={result} />)}
    </section>
  );
}
