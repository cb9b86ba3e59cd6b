// What the Fleet page knows: first from two requests, then from the live stream: all of it once, then what changed.
import { signal } from '@preact/signals';
import { ApiError, applyFleetChanges, type FleetChanges, type ServerEvent } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { FleetEvent } from '../api/types.ts';
import { noticeSignedOut } from '../session/session.ts';
import { keepLastKnown } from './last-known.ts';

export class FleetFeed {
  readonly fleet = signal<FleetEvent | undefined>(undefined);
  /** Why there is nothing to show; cleared by the next answer. */
  readonly error = signal<ApiError | undefined>(undefined);
  /** When the newest answer came, on the browser's clock. */
  readonly updatedMs = signal<number | undefined>(undefined);

  /** Never rejects: a failure is shown by the page. */
  async load(signal: AbortSignal): Promise<void> {
    try {
      const [{ hosts }, { alerts }] = await Promise.all([
        collector.hosts.list({ signal }),
        collector.alerts.list({ query: { state: 'active' }, signal }),
      ]);
      this.#take({ hosts, alerts });
    } catch (error) {
      if (signal.aborted || noticeSignedOut(error)) return;
      if (!(error instanceof ApiError)) throw error;
      this.error.value = error;
    }
  }

  receive({ event, data }: ServerEvent): void {
    if (event === 'fleet') this.#take(JSON.parse(data) as FleetEvent);
    const known = this.fleet.value;
    if (event === 'changes' && known !== undefined)
      this.#take(applyFleetChanges(known, JSON.parse(data) as FleetChanges));
  }

  #take(fleet: FleetEvent): void {
    const before = this.fleet.peek()?.hosts ?? [];
    this.fleet.value = { ...fleet, hosts: keepLastKnown(before, fleet.hosts) };
    this.error.value = undefined;
    this.updatedMs.value = Date.now();
  }
}
