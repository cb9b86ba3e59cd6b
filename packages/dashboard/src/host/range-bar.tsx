import type { Annotation } from '../charts/annotation.ts';
import { serverNowMs } from '../clock/server-clock.ts';
import { useKeys } from '../shell/keys.ts';
import { RangePicker } from '../time/range-picker.tsx';
import { rangePresets, scaleWindow, shiftWindow } from '../time/time-range.ts';
import type { ChartFeed } from './chart-feed.ts';
import { CompareMenu } from './compare-menu.tsx';
import { GapList } from './gap-list.tsx';
import { MarkList } from './mark-list.tsx';
import type { HostAddress } from './host-address.ts';

interface RangeBarProps {
  host: string;
  address: HostAddress;
  charts: ChartFeed;
  marks: readonly Annotation[];
  /** Asks what happened in the window shown. */
  onAsk: () => void;
}

function useRangeKeys({ address, charts, onAsk }: RangeBarProps): void {
  const { lastLive, comparison, setRange, setComparison } = address;
  const shift = (share: number): void => setRange(shiftWindow(charts.window.peek(), share, serverNowMs()));
  const scale = (factor: number): void => setRange(scaleWindow(charts.window.peek(), factor, serverNowMs()));
  useKeys([
    { keys: '[', does: 'Earlier', run: () => shift(-0.5) },
    { keys: ']', does: 'Later', run: () => shift(0.5) },
    { keys: '+', does: 'Zoom in', run: () => scale(0.5) },
    { keys: '-', does: 'Zoom out', run: () => scale(2) },
    { keys: 'l', does: 'Back to live', run: () => setRange(lastLive) },
    { keys: 'w', does: 'What happened in the range shown', run: onAsk },
    {
      keys: 'c',
      does: 'Compare with a day earlier, or not',
      run: () => setComparison(comparison ? undefined : '1d'),
    },
    ...rangePresets.slice(0, 9).map(({ name, spanMs }, i) => ({
      keys: String(i + 1),
      does: `The last ${name}`,
      run: () => setRange({ kind: 'live', spanMs }),
    })),
  ]);
}

/** Whether the charts are on their way, what is marked and what is missing in them. */
function RangeStatus({ charts, marks }: Pick<RangeBarProps, 'charts' | 'marks'>) {
  const held = charts.set.value;
  return (
    <div class="range-status">
      {charts.loading.value && held !== undefined && (
        <span class="quiet" role="status">
          Loading
        </span>
      )}
      <MarkList marks={marks} window={charts.window.value} />
      {held && <GapList gaps={held.gaps} window={charts.window.value} />}
    </div>
  );
}

/** Chooses the time that is shown and what it is compared with. */
export function RangeBar(props: RangeBarProps) {
  const { host, address, charts, marks, onAsk } = props;
  const { range, lastLive, comparison, setRange, setComparison } = address;
  useRangeKeys(props);
  return (
    <div class="range-bar">
      <RangePicker
        {...{ range, lastLive }}
        shownWindow={() => charts.window.peek()}
        nowMs={serverNowMs}
        onRange={setRange}
      />
      <CompareMenu host={host} comparison={comparison} onCompare={setComparison} />
      <button type="button" class="button" onClick={onAsk}>
        What happened here
      </button>
      <RangeStatus charts={charts} marks={marks} />
    </div>
  );
}
