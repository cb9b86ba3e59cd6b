import { beforeEach, expect, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/preact';
import { localInput } from './time-bar.tsx';
import { RangePicker } from './range-picker.tsx';
import type { TimeRange } from './time-range.ts';

const nowMs = Date.UTC(2026, 0, 15, 12);
const minute = 60_000;
const live: TimeRange = { kind: 'live', spanMs: 5 * minute };
const window = { fromMs: nowMs - 5 * minute, toMs: nowMs };
let chosen: TimeRange[];
beforeEach(() => {
  chosen = [];
});

function show(range: TimeRange): void {
  render(
    <RangePicker
      range={range}
      shownWindow={() => window}
      lastLive={{ kind: 'live', spanMs: 15 * minute }}
      nowMs={() => nowMs}
      onRange={(next) => chosen.push(next)}
    />,
  );
}

test('presets follow the present; the longer ones are in the menu, whose button then says which', () => {
  show(live);
  expect(screen.getByText('5 min').getAttribute('aria-pressed')).toBe('true');
  fireEvent.click(screen.getByText('1 h'));
  fireEvent.click(screen.getByText('From – to'));
  fireEvent.click(screen.getByText('90 d'));
  expect(chosen).toEqual([
    { kind: 'live', spanMs: 60 * minute },
    { kind: 'live', spanMs: 90 * 1440 * minute },
  ]);
  expect(screen.queryByText('90 d')).toBeNull(); // the menu is closed
  show({ kind: 'live', spanMs: 90 * 1440 * minute });
  expect(screen.getByText('90 d').getAttribute('aria-haspopup')).toBe('true');
});

test('Pause holds the window still, and a fixed one leads back to the last that was live', () => {
  show(live);
  fireEvent.click(screen.getByText('Pause'));
  expect(chosen.pop()).toEqual({ kind: 'fixed', ...window });
  show({ kind: 'fixed', ...window });
  fireEvent.click(screen.getByText('Back to live'));
  expect(chosen.pop()).toEqual({ kind: 'live', spanMs: 15 * minute });
});

test('an exact range needs From before To', () => {
  show(live);
  fireEvent.click(screen.getByText('From – to'));
  const [from, to] = [screen.getByLabelText('From'), screen.getByLabelText('To')];
  const button = screen.getByText<HTMLButtonElement>('Show');
  fireEvent.input(from, { target: { value: localInput(nowMs) } });
  fireEvent.input(to, { target: { value: localInput(nowMs - minute) } });
  expect(button.disabled).toBe(true);
  expect(screen.getByText('From must lie before To.')).toBeDefined();
  fireEvent.submit(button.form!);
  expect(chosen).toEqual([]);
  fireEvent.input(to, { target: { value: localInput(nowMs + minute) } });
  fireEvent.submit(button.form!);
  expect(chosen).toEqual([{ kind: 'fixed', fromMs: nowMs, toMs: nowMs + minute }]);
});
