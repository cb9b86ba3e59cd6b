import { beforeEach, expect, test } from '@jest/globals';
import { fireEvent, render, screen } from '@testing-library/preact';
import type { Chart } from '../api/types.ts';
import { useChosenSeries } from './chosen-series.ts';
import { Legend } from './legend.tsx';
import { pin } from './pinned-series.ts';

function chartOf(names: readonly string[]): Chart {
  return {
    chart: 'cpu',
    title: 'CPU',
    unit: 'pct',
    stacked: false,
    ranked: false,
    sql: '',
    tsMs: Array.from({ length: 20 }, (_, i) => i * 1000),
    series: names.map((name, i) => ({ name, device: '', values: [i, ...Array<null>(19).fill(null)] })),
  };
}

function Shown({ names, index }: { names: readonly string[]; index?: number | undefined }) {
  const chart = chartOf(names);
  const { hidden, isPinned, press, togglePin } = useChosenSeries(chart);
  return (
    <Legend
      {...{ chart, index, hidden, isPinned }}
      dark={false}
      isHeat={false}
      onPress={press}
      onPin={togglePin}
    />
  );
}

const names = ['user', 'system', 'idle'];
const pressed = () =>
  screen
    .getAllByTitle(/press to show it alone/)
    .filter((button) => button.getAttribute('aria-pressed') === 'true')
    .map((button) => button.querySelector('.legend-name')!.textContent);
const series = (name: string) => screen.getByText(name).closest('button')!;

beforeEach(() => pin('cpu', undefined));

test('a press shows one series alone, the next all again; with Ctrl it hides one', () => {
  render(<Shown names={names} />);
  expect(pressed()).toEqual(names);
  fireEvent.click(series('system'));
  expect(pressed()).toEqual(['system']);
  fireEvent.click(series('system'));
  expect(pressed()).toEqual(names);
  fireEvent.click(series('user'), { ctrlKey: true });
  expect(pressed()).toEqual(['system', 'idle']);
});

test('a choice that is pinned is there on the next chart, and follows what is pressed', () => {
  const first = render(<Shown names={names} />);
  expect(screen.queryByText('Pin')).toBeNull(); // nothing to keep
  fireEvent.click(series('system'));
  fireEvent.click(screen.getByText('Pin'));
  first.unmount();
  const second = render(<Shown names={[...names, 'steal']} />);
  expect(pressed()).toEqual(['system']);
  fireEvent.click(series('steal'), { ctrlKey: true });
  second.unmount();
  render(<Shown names={[...names, 'steal']} />);
  expect(pressed()).toEqual(['system', 'steal']);
  fireEvent.click(screen.getByText('Pinned'));
  expect(screen.queryByText('Pinned')).toBeNull();
});

test('sixteen are listed, the others are a press away', () => {
  render(<Shown names={Array.from({ length: 40 }, (_, i) => `core ${i}`)} />);
  expect(pressed()).toHaveLength(16);
  fireEvent.click(screen.getByText('and 24 more'));
  expect(pressed()).toHaveLength(40);
});

test('what is not the newest value is greyed; under the cursor stands what was', () => {
  const { rerender } = render(<Shown names={names} />);
  const value = () => series('system').querySelector('.legend-value')!;
  expect([value().textContent, value().classList.contains('aged')]).toEqual(['1.0 %', true]);
  rerender(<Shown names={names} index={0} />);
  expect(value().classList.contains('aged')).toBe(false);
});
