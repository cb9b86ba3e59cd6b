import { useSignal } from '@preact/signals';
import { labelText, routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { AgentEntry, SettingsChange } from '../api/types.ts';
import { useResource } from '../resource/use-resource.ts';
import { DataTable } from '../design/data-table.tsx';
import { Dialog } from '../design/dialog.tsx';
import { withToast } from '../design/toast.tsx';
import { useMay } from '../session/abilities.ts';
import { labelsOf } from './labels.ts';

export interface AgentDialogProps {
  agent: AgentEntry;
  onClose: (changed: boolean) => void;
}

/** The name to show and the labels of a host. */
export function EditDialog({ agent, onClose }: AgentDialogProps) {
  const name = useSignal(agent.displayName);
  const labels = useSignal(labelText(agent.labels));
  const save = async (): Promise<void> => {
    const set = labelsOf(labels.value);
    const remove = Object.keys(agent.labels).filter((key) => !(key in set));
    const params = { agent: agent.agentId };
    const saved = await withToast(async () => {
      if (name.value !== agent.displayName)
        await collector.agents.rename({ params, body: { displayName: name.value } });
      await collector.agents.label({ params, body: { set, remove } });
    }, `Saved ${agent.host}`);
    if (saved) onClose(true);
  };
  return (
    <Dialog title={agent.host} onClose={() => onClose(false)}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <label class="field">
          <span>Name to show</span>
          <input
            class="input"
            value={name.value}
            onInput={(event) => (name.value = event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>Labels, as key=value with spaces between them</span>
          <input
            class="input"
            value={labels.value}
            onInput={(event) => (labels.value = event.currentTarget.value)}
          />
        </label>
        <div class="dialog-actions">
          <button type="submit" class="button accent">
            Save
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** `true`, `12`, `["a"]` as a setting's value; anything else is a text that the collector will refuse with a reason. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const refreshMs = 60_000;

interface SettingFormProps {
  keys: readonly string[];
  onSet: (key: string, value: unknown) => void;
}

function SettingForm({ keys, onSet }: SettingFormProps) {
  const key = useSignal('interval_ms');
  const value = useSignal('');
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        onSet(key.value, valueOf(value.value));
      }}
    >
      <label class="field">
        <span>Setting</span>
        <select class="input" value={key.value} onChange={(event) => (key.value = event.currentTarget.value)}>
          {keys.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>Value</span>
        <input
          class="input"
          required
          value={value.value}
          onInput={(event) => (value.value = event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button accent">
        Set
      </button>
    </form>
  );
}

/** Every setting of an agent, where it comes from, and a change. */
export function SettingsDialog({ agent, onClose }: AgentDialogProps) {
  const params = { agent: agent.agentId };
  const { body, error, reload } = useResource(
    (options) => collector.settings.ofAgent({ params, ...options }),
    { everyMs: refreshMs, about: [agent.agentId] },
  );
  const mayChange = useMay()(routes.settings.changeOfAgent);
  const change = async (request: SettingsChange, done: string): Promise<void> => {
    if (await withToast(() => collector.settings.changeOfAgent({ params, body: request }), done)) reload();
  };
  return (
    <Dialog title={`Settings of ${agent.host}`} size="wide" onClose={() => onClose(false)}>
      {mayChange && (
        <SettingForm
          keys={(body?.settings ?? []).map((setting) => setting.key)}
          onSet={(key, value) => void change({ set: { [key]: value } }, `Set ${key}`)}
        />
      )}
      <DataTable
        caption="Settings"
        columns={[
          { id: 'key', title: 'Setting', cell: (setting) => <span class="mono">{setting.key}</span> },
          { id: 'value', title: 'Value', cell: (setting) => String(setting.value ?? 'up to the agent') },
          { id: 'source', title: 'From', cell: ({ source, target }) => `${source} ${target}` },
          {
            id: 'unset',
            title: '',
            number: true,
            cell: (setting) =>
              mayChange &&
              setting.source === 'host' && (
                <button
                  type="button"
                  class="button small"
                  onClick={() => void change({ reset: [setting.key] }, `${setting.key} is no longer set`)}
                >
                  Unset
                </button>
              ),
          },
        ]}
        rows={body?.settings ?? []}
        keyOf={(setting) => setting.key}
        empty={error?.message ?? 'Loading'}
      />
    </Dialog>
  );
}

/** Asks before an agent is shut out. */
export function RevokeDialog({ agent, onClose }: AgentDialogProps) {
  const revoke = async (): Promise<void> => {
    if (
      await withToast(
        () => collector.agents.revoke({ params: { agent: agent.agentId } }),
        `${agent.host} is shut out`,
      )
    )
      onClose(true);
  };
  return (
    <Dialog title={`Revoke ${agent.host}?`} onClose={() => onClose(false)}>
      <p>
        Its agent is cut off at once and is not let in again, unless the host is enrolled anew. What it sent
        stays.
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => onClose(false)}>
          Keep it
        </button>
        <button type="button" class="button danger" onClick={() => void revoke()}>
          Revoke
        </button>
      </div>
    </Dialog>
  );
}
