import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { collector } from '../api/collector.ts';
import { useResource } from '../resource/use-resource.ts';

/** How many alerts fire, as far as is known; beside the navigation's entry. */
export const firingCount = signal(0);

/** Pages that know what fires themselves, and sooner. */
const knowing: ReadonlySet<string> = new Set(['/', '/alerts']);
const refreshMs = 30_000;

/** Keeps the count on pages that have nothing to do with alerts. */
export function useFiringCount(page: string): void {
  const { body } = useResource(
    (options) => collector.alerts.list({ query: { state: 'active', limit: 1_000 }, ...options }),
    { everyMs: refreshMs, isWanted: !knowing.has(page) },
  );
  useEffect(() => {
    if (body !== undefined) firingCount.value = body.alerts.filter(({ state }) => state === 'firing').length;
  }, [body]);
}
