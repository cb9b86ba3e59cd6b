import { chartSections } from '@hostwire/api/client';
import type { Chart, ChartId } from '../api/types.ts';

export const chartIds: readonly ChartId[] = chartSections.flatMap(({ charts }) => [...charts]);

/** The charts at the top of a page that was just opened, and those below: the collector answers few sooner than many. */
export const openingCharts = {
  first: chartSections.slice(0, 1).flatMap(({ charts }) => charts),
  others: chartSections.slice(1).flatMap(({ charts }) => charts),
};

export interface ChartGroup {
  readonly id: string;
  readonly title: string;
  /** Not answered yet: so many charts may come. */
  readonly awaited: number;
  /** Those in which something was measured. */
  readonly charts: readonly Chart[];
  /** Titles of the charts in which nothing was measured: they are named, not drawn. */
  readonly empty: readonly string[];
}

/** Whether nothing was measured in the window. */
function isEmpty({ series }: Chart): boolean {
  return !series.some(({ values }) => values.some((value) => value !== null));
}

/** Every group in its order, however much of the charts is answered yet. */
export function chartGroups(charts: readonly Chart[]): ChartGroup[] {
  return chartSections.map(({ id, title, charts: ids }) => {
    const own = ids.flatMap((each) => charts.find(({ chart }) => chart === each) ?? []);
    return {
      id,
      title,
      awaited: own.length === 0 ? ids.length : 0,
      charts: own.filter((chart) => !isEmpty(chart)),
      empty: own.filter(isEmpty).map((chart) => chart.title),
    };
  });
}

/** Nothing of a group was measured: it is not shown. */
export function isFolded({ awaited, charts }: ChartGroup): boolean {
  return awaited === 0 && charts.length === 0;
}
