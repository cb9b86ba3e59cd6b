import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { nowMs, serverNowMs } from '../clock/server-clock.ts';
import { Icon } from '../design/icon.tsx';
import { formatDuration, formatInstant } from '../format/instant.ts';
import { useAt } from './at.ts';

const hourMs = 3_600_000;
const spans: readonly { name: string; ms: number }[] = [
  { name: '1 h', ms: hourMs },
  { name: '24 h', ms: 24 * hourMs },
  { name: '7 d', ms: 168 * hourMs },
  { name: '30 d', ms: 720 * hourMs },
];
/** While playing, so many steps of the slider a second; each is 1/360 of its length. */
const stepsPerSecond = 2;
const stepsOfSlider = 360;

/** `2026-11-30T03:12:00` in the browser's time zone, as an input of the kind datetime-local has it. */
export function localInput(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

interface PlayProps {
  atMs: number;
  stepMs: number;
  onAt: (atMs: number) => void;
}

/** Moves on by itself until the present is reached. */
function Play({ atMs, stepMs, onAt }: PlayProps) {
  const playing = useSignal(false);
  const newest = useRef(onAt);
  newest.current = onAt;
  useEffect(() => {
    if (!playing.value) return undefined;
    const timer = setTimeout(() => {
      const next = atMs + stepMs;
      if (next >= serverNowMs()) playing.value = false;
      else newest.current(next);
    }, 1_000 / stepsPerSecond);
    return () => clearTimeout(timer);
  }, [playing, playing.value, atMs, stepMs]);
  return (
    <button
      type="button"
      class="button icon"
      aria-label={playing.value ? 'Pause' : 'Play'}
      title={playing.value ? 'Pause' : `Play: ${formatDuration(stepMs * stepsPerSecond)} per second`}
      onClick={() => (playing.value = !playing.value)}
    >
      <Icon name={playing.value ? 'pause' : 'play'} />
    </button>
  );
}

/** The past that is looked at, on every page: a slider, an exact instant, playing, and the way back. */
export function TimeBar() {
  const { atMs, setAt } = useAt();
  const span = useSignal(spans[1]!.ms);
  if (atMs === undefined) return null;
  const endMs = Math.max(nowMs.value, atMs);
  const lengthMs = Math.max(span.value, (endMs - atMs) * 1.02);
  const stepMs = Math.max(1_000, Math.round(lengthMs / stepsOfSlider / 1_000) * 1_000);
  const go = (ms: number): void => setAt(Math.min(ms, serverNowMs()), true);
  return (
    <section class="time-bar" aria-label="Time travel">
      <Icon name="clock" />
      <Play atMs={atMs} stepMs={stepMs} onAt={go} />
      <input
        class="time-slider"
        type="range"
        aria-label="Instant"
        aria-valuetext={formatInstant(atMs)}
        min={Math.round(endMs - lengthMs)}
        max={Math.round(endMs)}
        step={1_000}
        value={atMs}
        onInput={(event) => go(event.currentTarget.valueAsNumber)}
      />
      <input
        class="input"
        type="datetime-local"
        step={1}
        aria-label="Exact instant"
        value={localInput(atMs)}
        onChange={(event) => {
          const ms = Date.parse(event.currentTarget.value);
          if (!Number.isNaN(ms)) go(ms);
        }}
      />
      <span class="quiet">{formatDuration(endMs - atMs)} ago</span>
      <div class="segments" role="group" aria-label="Length of the slider">
        {spans.map(({ name, ms }) => (
          <button key={name} type="button" aria-pressed={span.value === ms} onClick={() => (span.value = ms)}>
            {name}
          </button>
        ))}
      </div>
      <button type="button" class="button accent" onClick={() => setAt(undefined)}>
        Back to now
      </button>
    </section>
  );
}

/** How far back the first press goes. */
const firstStepMs = 60_000;

/** The instant that the first step out of the present leads to. */
export function firstTravelMs(): number {
  return serverNowMs() - firstStepMs;
}

/** Leaves the present; on pages that know time travel. */
export function TravelButton() {
  const { atMs, setAt } = useAt();
  if (atMs !== undefined) return null;
  return (
    <button
      type="button"
      class="button plain"
      title="Look at an earlier instant (t)"
      onClick={() => setAt(firstTravelMs())}
    >
      <Icon name="clock" />
      <span class="wide-only">Time travel</span>
    </button>
  );
}
