import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { Dialog } from '../design/dialog.tsx';
import { withToast } from '../design/toast.tsx';
import { useMay } from '../session/abilities.ts';

interface BulkBarProps {
  hosts: readonly string[];
  onDone: () => void;
}

/** One host after the other: the first refusal ends it, and says which host it was about. */
async function forEachHost(hosts: readonly string[], act: (host: string) => Promise<unknown>): Promise<void> {
  for (const host of hosts) {
    try {
      await act(host);
    } catch (error) {
      throw new Error(`${host}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}

function LabelDialog({ hosts, onClose }: { hosts: readonly string[]; onClose: () => void }) {
  const label = useSignal('');
  const [key = '', value = ''] = label.value.split(/=(.*)/);
  const save = async (remove: boolean): Promise<void> => {
    const change = remove ? { remove: [key] } : { set: { [key]: value } };
    const saved = await withToast(
      () => forEachHost(hosts, (host) => collector.agents.label({ params: { agent: host }, body: change })),
      `${remove ? 'Removed' : 'Set'} ${label.value} on ${hosts.length} hosts`,
    );
    if (saved) onClose();
  };
  return (
    <Dialog title={`Label ${hosts.length} hosts`} onClose={onClose}>
      <label class="field">
        <span>Label, as key=value</span>
        <input
          class="input"
          autofocus
          placeholder="env=prod"
          value={label.value}
          onInput={(event) => (label.value = event.currentTarget.value)}
        />
      </label>
      <div class="dialog-actions">
        <button type="button" class="button" disabled={key === ''} onClick={() => void save(true)}>
          Remove this key
        </button>
        <button
          type="button"
          class="button accent"
          disabled={!label.value.includes('=') || key === ''}
          onClick={() => void save(false)}
        >
          Set
        </button>
      </div>
    </Dialog>
  );
}

function IntervalDialog({ hosts, onClose }: { hosts: readonly string[]; onClose: () => void }) {
  const seconds = useSignal(10);
  const save = async (): Promise<void> => {
    const body = { set: { interval_ms: seconds.value * 1_000 } };
    const saved = await withToast(
      () => forEachHost(hosts, (host) => collector.settings.changeOfAgent({ params: { agent: host }, body })),
      `${hosts.length} hosts are sampled every ${seconds.value} s from now on`,
    );
    if (saved) onClose();
  };
  return (
    <Dialog title={`Sampling interval of ${hosts.length} hosts`} onClose={onClose}>
      <label class="field">
        <span>Seconds between samples</span>
        <input
          class="input"
          type="number"
          min={1}
          max={60}
          value={seconds.value}
          onInput={(event) => (seconds.value = event.currentTarget.valueAsNumber)}
        />
      </label>
      <div class="dialog-actions">
        <button type="button" class="button accent" onClick={() => void save()}>
          Set
        </button>
      </div>
    </Dialog>
  );
}

/** What can be done with the hosts selected. */
export function BulkBar({ hosts, onDone }: BulkBarProps) {
  const open = useSignal<'label' | 'interval' | undefined>(undefined);
  const may = useMay();
  if (hosts.length === 0) return null;
  const close = (): void => void (open.value = undefined);
  const [first = ''] = hosts;
  return (
    <div class="bulk-bar" role="region" aria-label="Selected hosts">
      <strong>
        {hosts.length} {hosts.length === 1 ? 'host' : 'hosts'} selected
      </strong>
      {may(routes.agents.label) && (
        <button type="button" class="button" onClick={() => (open.value = 'label')}>
          Label
        </button>
      )}
      {may(routes.settings.changeOfAgent) && (
        <button type="button" class="button" onClick={() => (open.value = 'interval')}>
          Interval
        </button>
      )}
      {may(routes.silences.add) && (
        <a class="button" href={`/alerts?silence=${encodeURIComponent(hosts.join(','))}`}>
          Silence
        </a>
      )}
      {hosts.length === 2 && (
        <a
          class="button"
          href={`/hosts/${encodeURIComponent(first)}?compare=${encodeURIComponent(`host:${hosts[1]}`)}`}
        >
          Compare
        </a>
      )}
      <button type="button" class="button plain" onClick={onDone}>
        Clear
      </button>
      {open.value === 'label' && <LabelDialog hosts={hosts} onClose={close} />}
      {open.value === 'interval' && <IntervalDialog hosts={hosts} onClose={close} />}
    </div>
  );
}
