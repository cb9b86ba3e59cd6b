// Colours of what is drawn on canvases, which style sheets do not reach. palette.test.ts holds that they stand 3:1
// against their ground, and that neighbours stay apart for people who do not see red or green.

export interface Palette {
  ground: string;
  series: readonly string[];
  /** What is merely left over, or given back when it is needed: free memory, caches. */
  rest: string;
  calm: string;
  /** What is wrong by its nature: steal, errors. */
  alarm: string;
  /** The same measurement at another time or of another host. */
  ghost: string;
  axisText: string;
  grid: string;
  gapFill: string;
  gapLine: string;
  /** From nothing to full; ever darker (light) or ever lighter (dark), so that it reads without hue. */
  heat: readonly string[];
  heatUnknown: string;
}

const light: Palette = {
  ground: '#ffffff',
  series: ['#2a6fc9', '#c45f00', '#0b8a6f', '#5f49c0', '#b8398a', '#7d6200', '#2787b5', '#7a4a2b'],
  rest: '#8b97a6',
  calm: '#5f9ba8',
  alarm: '#c0392f',
  ghost: '#6c7787',
  axisText: '#5a6473',
  grid: 'rgba(40, 55, 80, 0.08)',
  gapFill: 'rgba(90, 100, 115, 0.07)',
  gapLine: 'rgba(90, 100, 115, 0.28)',
  heat: ['#e9eff7', '#bdd3ee', '#8eaee0', '#8f7cc0', '#b9505f', '#8a1a20'],
  heatUnknown: '#d5dae1',
};

const dark: Palette = {
  ground: '#141a22',
  series: ['#5a9bf0', '#f0984a', '#38bf9f', '#a48cf0', '#ec7ab3', '#d3b13a', '#6fcdf0', '#d99a72'],
  rest: '#66748a',
  calm: '#5fa9b5',
  alarm: '#f07a74',
  ghost: '#8e9bae',
  axisText: '#97a3b4',
  grid: 'rgba(180, 200, 230, 0.08)',
  gapFill: 'rgba(150, 165, 185, 0.07)',
  gapLine: 'rgba(150, 165, 185, 0.28)',
  heat: ['#1b2633', '#1f4166', '#3a5f9e', '#8064ac', '#d0685f', '#ffa077'],
  heatUnknown: '#2c3440',
};

export function palette(isDark: boolean): Palette {
  return isDark ? dark : light;
}

/** Series whose meaning decides their colour, whatever their place in a chart. */
const roles: Readonly<Record<string, 'rest' | 'calm' | 'alarm'>> = {
  free: 'rest',
  idle: 'rest',
  reclaimable: 'calm',
  nice: 'calm',
  steal: 'alarm',
};
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
  const colours = palette(given.dark);
  const role = roles[name];
  if (role !== undefined)
    return {
      stroke: colours[role],
      dash: [],
      fillOpacity: given.stacked ? (role === 'rest' ? 0.18 : 0.7) : 0,
    };
  return {
    stroke: colours.series[index % colours.series.length] ?? colours.rest,
    dash: [...(dashes[Math.floor(index / colours.series.length) % dashes.length] ?? [])],
    fillOpacity: given.stacked ? 0.7 : 0,
  };
}

/** `#rrggbb` with an opacity. */
export function withOpacity(hex: string, opacity: number): string {
  const [red, green, blue] = channels(hex);
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}

/** Red, green and blue of `#rrggbb`, 0 to 255. */
export function channels(hex: string): [number, number, number] {
  const channel = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return [channel(1), channel(3), channel(5)];
}

/** The colour of a share from 0 to 1 on the heat scale. */
export function heatColour(share: number, isDark: boolean): string {
  const { heat } = palette(isDark);
  const place = Math.min(1, Math.max(0, share)) * (heat.length - 1);
  const below = Math.min(heat.length - 2, Math.floor(place));
  const from = channels(heat[below]!);
  const to = channels(heat[below + 1]!);
  const mixed = from.map((value, i) => Math.round(value + (to[i]! - value) * (place - below)));
  return `rgb(${mixed.join(', ')})`;
}
