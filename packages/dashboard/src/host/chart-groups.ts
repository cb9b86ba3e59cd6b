import { chartSections } from '@hostwire/api/client';
import type { Chart } from '../api/types.ts';

export const chartIds: readonly string[] = chartSections.flatMap(({ charts }) => [...charts]);

/** The charts at the top of a page that was just opened, and those below: the collector answers few sooner than many. */
export const openingCharts = {
  first: chartSections.slice(0, 1).flatMap(({ charts }) => charts),
  others: chartSections.slice(1).flatMap(({ charts }) => charts),
};

export interface ShownGroup {
  readonly id: string;
  readonly title: string;
  readonly charts: readonly Chart[];
  /** Titles of the charts in which nothing was measured: they are named, not drawn. */
  readonly empty: readonly string[];
}

/** Whether nothing was measured in the window. */
function isEmpty({ series }: Chart): boolean {
  return !series.some(({ values }) => values.some((value) => value !== null));
}

/** The groups of an answer; empty charts fold away, and groups that have nothing else with them. */
export function shownGroups(charts: readonly Chart[]): ShownGroup[] {
  return chartSections
    .map(({ id, title, charts: ids }) => {
      const own = ids.flatMap((each) => charts.find(({ chart }) => chart === each) ?? []);
      const empty = own.filter(isEmpty).map((chart) => chart.title);
      return { id, title, charts: own.filter((chart) => !isEmpty(chart)), empty };
    })
    .filter((group) => group.charts.length > 0);
}
