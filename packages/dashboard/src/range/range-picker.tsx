import { formatInterval } from '../format/instant.ts';
import { fixedRange, rangePresets, scaleWindow, shiftWindow } from './time-range.ts';
import type { TimeRange, TimeWindow } from './time-range.ts';

interface RangePickerProps {
  range: TimeRange;
  window: TimeWindow;
  /** The live range to go back to. */
  lastLive: TimeRange;
  nowMs: () => number;
  onRange: (range: TimeRange) => void;
}

function Steps({ window, nowMs, onRange }: Pick<RangePickerProps, 'window' | 'nowMs' | 'onRange'>) {
  const steps: readonly [string, string, () => TimeRange][] = [
    ['←', 'Earlier', () => shiftWindow(window, -0.5, nowMs())],
    ['→', 'Later', () => shiftWindow(window, 0.5, nowMs())],
    ['+', 'Zoom in', () => scaleWindow(window, 0.5, nowMs())],
    ['−', 'Zoom out', () => scaleWindow(window, 2, nowMs())],
  ];
  return (
    <div class="segments" role="group" aria-label="Move in time">
      {steps.map(([sign, name, range]) => (
        <button key={name} type="button" aria-label={name} title={name} onClick={() => onRange(range())}>
          {sign}
        </button>
      ))}
    </div>
  );
}

/** Presets that follow the present, steps for the keyboard where a mouse would drag, and the way back to live. */
export function RangePicker({ range, window, lastLive, nowMs, onRange }: RangePickerProps) {
  const isLive = range.kind === 'live';
  return (
    <div class="range-picker">
      <div class="segments" role="group" aria-label="Time range, live">
        {rangePresets.map(({ id, name, spanMs }) => (
          <button
            key={id}
            type="button"
            aria-pressed={isLive && range.spanMs === spanMs}
            onClick={() => onRange({ kind: 'live', spanMs })}
          >
            {name}
          </button>
        ))}
      </div>
      <Steps window={window} nowMs={nowMs} onRange={onRange} />
      {isLive ? (
        <button
          type="button"
          class="button"
          title="Hold this window still"
          onClick={() => onRange(fixedRange(window.fromMs, window.toMs))}
        >
          Pause
        </button>
      ) : (
        <button type="button" class="button accent" onClick={() => onRange(lastLive)}>
          Back to live
        </button>
      )}
      {!isLive && <span class="range-text">{formatInterval(window.fromMs, window.toMs)}</span>}
    </div>
  );
}
