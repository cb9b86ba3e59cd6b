import { useSignal } from '@preact/signals';
import { formatInterval } from '../format/instant.ts';
import { Icon } from '../design/icon.tsx';
import { Menu } from '../design/menu.tsx';
import { localInput } from './time-bar.tsx';
import { fixedRange, rangePresets, scaleWindow, shiftWindow } from './time-range.ts';
import type { TimeRange, TimeWindow } from './time-range.ts';

interface RangePickerProps {
  range: TimeRange;
  /** The window shown now. A function, so that the picker is not drawn again while the window moves. */
  shownWindow: () => TimeWindow;
  /** The live range to go back to. */
  lastLive: TimeRange;
  nowMs: () => number;
  onRange: (range: TimeRange) => void;
}

function Steps({ shownWindow, nowMs, onRange }: Pick<RangePickerProps, 'shownWindow' | 'nowMs' | 'onRange'>) {
  const steps: readonly [string, string, () => TimeRange][] = [
    ['←', 'Earlier', () => shiftWindow(shownWindow(), -0.5, nowMs())],
    ['→', 'Later', () => shiftWindow(shownWindow(), 0.5, nowMs())],
    ['+', 'Zoom in', () => scaleWindow(shownWindow(), 0.5, nowMs())],
    ['−', 'Zoom out', () => scaleWindow(shownWindow(), 2, nowMs())],
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

/** An exact range: two instants, in the browser's time zone. */
function FromTo({ shownWindow, onRange }: Pick<RangePickerProps, 'shownWindow' | 'onRange'>) {
  const from = useSignal(localInput(shownWindow().fromMs));
  const to = useSignal(localInput(shownWindow().toMs));
  const fromMs = Date.parse(from.value);
  const toMs = Date.parse(to.value);
  const fields = [
    { name: 'From', text: from },
    { name: 'To', text: to },
  ];
  return (
    <form
      class="range-fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (fromMs < toMs) onRange(fixedRange(fromMs, toMs));
      }}
    >
      {fields.map(({ name, text }) => (
        <label key={name} class="field">
          <span>{name}</span>
          <input
            class="input"
            type="datetime-local"
            step={1}
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        </label>
      ))}
      {fromMs >= toMs && <p class="problem">From must lie before To.</p>}
      <button type="submit" class="button accent" disabled={!(fromMs < toMs)}>
        Show
      </button>
    </form>
  );
}

/** So many presets stand in the bar; the longer ones are in the menu beside them. */
const presetsInBar = 7;

interface PresetsProps extends Pick<RangePickerProps, 'range' | 'onRange'> {
  presets: typeof rangePresets;
  name: string;
}

function Presets({ presets, name: label, range, onRange }: PresetsProps) {
  return (
    <div class="segments presets" role="group" aria-label={label}>
      {presets.map(({ id, name, spanMs }) => (
        <button
          key={id}
          type="button"
          aria-pressed={range.kind === 'live' && range.spanMs === spanMs}
          onClick={() => onRange({ kind: 'live', spanMs })}
        >
          {name}
        </button>
      ))}
    </div>
  );
}

/** What the menu's button says: the exact range, or the preset that is not in the bar. */
function rangeText(range: TimeRange): string | undefined {
  if (range.kind === 'fixed') return formatInterval(range.fromMs, range.toMs);
  return rangePresets.slice(presetsInBar).find(({ spanMs }) => spanMs === range.spanMs)?.name;
}

/** Presets that follow the present, an exact range, steps for the keyboard where a mouse would drag. */
export function RangePicker({ range, shownWindow, lastLive, nowMs, onRange }: RangePickerProps) {
  const isLive = range.kind === 'live';
  const chosen = rangeText(range);
  return (
    <div class="range-picker">
      <Presets
        name="Time range, live"
        presets={rangePresets.slice(0, presetsInBar)}
        {...{ range, onRange }}
      />
      <Menu
        face={
          <>
            <Icon name="clock" size={14} />
            {chosen ?? 'From – to'}
          </>
        }
        buttonClass={chosen === undefined ? 'button' : 'button chosen'}
      >
        {(close) => {
          const show = (next: TimeRange): void => {
            close();
            onRange(next);
          };
          return (
            <>
              <Presets
                name="Longer, live"
                presets={rangePresets.slice(presetsInBar)}
                range={range}
                onRange={show}
              />
              <FromTo shownWindow={shownWindow} onRange={show} />
            </>
          );
        }}
      </Menu>
      <Steps shownWindow={shownWindow} nowMs={nowMs} onRange={onRange} />
      {isLive ? (
        <button
          type="button"
          class="button"
          title="Hold this window still"
          onClick={() => {
            const { fromMs, toMs } = shownWindow();
            onRange(fixedRange(fromMs, toMs));
          }}
        >
          Pause
        </button>
      ) : (
        <button type="button" class="button accent" onClick={() => onRange(lastLive)}>
          Back to live
        </button>
      )}
    </div>
  );
}
