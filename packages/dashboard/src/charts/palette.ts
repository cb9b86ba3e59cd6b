// Colours of what is drawn on canvases, which style sheets do not reach. The series' colours are told apart with the
// common kinds of colour blindness (neighbours differ in lightness too) and stand at least 3:1 against their ground.

interface Palette {
  series: readonly string[];
  /** For what is merely left over: free memory, idle time. */
  rest: string;
  axisText: string;
  grid: string;
  gapFill: string;
  gapLine: string;
}

const light: Palette = {
  series: ['#2563b0', '#d4690a', '#0f8a72', '#c2408a', '#6d4fc2', '#8f6b00', '#2a8fbd', '#a83232'],
  rest: '#a3adba',
  axisText: '#5a6473',
  grid: 'rgba(40, 55, 80, 0.09)',
  gapFill: 'rgba(90, 100, 115, 0.08)',
  gapLine: 'rgba(90, 100, 115, 0.30)',
};

const dark: Palette = {
  series: ['#5b9bea', '#f29c50', '#3ec2a4', '#ee7fb6', '#a78ff2', '#d8b43c', '#72d1f3', '#f07c7c'],
  rest: '#5d6979',
  axisText: '#97a3b4',
  grid: 'rgba(180, 200, 230, 0.09)',
  gapFill: 'rgba(150, 165, 185, 0.08)',
  gapLine: 'rgba(150, 165, 185, 0.30)',
};

export function palette(isDark: boolean): Palette {
  return isDark ? dark : light;
}

const restNames = new Set(['free', 'idle']);
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

export interface SeriesLook {
  stroke: string;
  /** Distinguishes what shares a colour, from the ninth series on. */
  dash: number[];
  fillOpacity: number;
}

/** The look of a chart's nth series. It depends on nothing else, so hiding one series leaves the others alone. */
export function seriesLook(
  index: number,
  name: string,
  given: { dark: boolean; stacked: boolean },
): SeriesLook {
  const { series, rest } = palette(given.dark);
  if (restNames.has(name)) return { stroke: rest, dash: [], fillOpacity: given.stacked ? 0.16 : 0 };
  return {
    stroke: series[index % series.length] ?? rest,
    dash: [...(dashes[Math.floor(index / series.length) % dashes.length] ?? [])],
    fillOpacity: given.stacked ? 0.75 : 0,
  };
}

/** `#rrggbb` with an opacity. */
export function withOpacity(hex: string, opacity: number): string {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return `rgba(${channel(1)}, ${channel(3)}, ${channel(5)}, ${opacity})`;
}
