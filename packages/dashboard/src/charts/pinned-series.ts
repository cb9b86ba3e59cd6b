// Which series of a chart stay chosen: on every host, for every range, after a reload. Kept in this browser.
import { signal } from '@preact/signals';

const key = 'hostwire.charts.pinned';
/** More than anybody pins. */
const maxCharts = 100;
const maxLabels = 100;

type Pins = Readonly<Record<string, readonly string[]>>;

function load(): Pins {
  try {
    return pinsOf(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    // Storage is forbidden or holds something else: pins last as long as the page.
    return {};
  }
}

/** What makes sense of something that was stored. */
export function pinsOf(stored: unknown): Pins {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  const isPin = (entry: [string, unknown]): entry is [string, string[]] =>
    Array.isArray(entry[1]) && entry[1].every((label) => typeof label === 'string');
  return Object.fromEntries(
    Object.entries(stored)
      .filter(isPin)
      .slice(-maxCharts)
      .map(([chart, labels]) => [chart, labels.slice(0, maxLabels)]),
  );
}

const pins = signal<Pins>(load());

/** The labels that are pinned in a chart; undefined: none is. */
export function pinnedIn(chart: string): readonly string[] | undefined {
  return pins.value[chart];
}

/** `labels`: undefined no longer pins any. */
export function pin(chart: string, labels: readonly string[] | undefined): void {
  const rest = Object.entries(pins.peek()).filter(([each]) => each !== chart);
  pins.value = pinsOf(Object.fromEntries(labels === undefined ? rest : [...rest, [chart, labels]]));
  try {
    localStorage.setItem(key, JSON.stringify(pins.peek()));
  } catch {
    // As above.
  }
}

/** What a pin hides: all but the pinned ones; nothing on a host that has none of them. */
export function hiddenByPin(
  labels: readonly string[],
  pinned: readonly string[] | undefined,
): ReadonlySet<string> {
  if (pinned === undefined || !labels.some((label) => pinned.includes(label))) return new Set();
  return new Set(labels.filter((label) => !pinned.includes(label)));
}
