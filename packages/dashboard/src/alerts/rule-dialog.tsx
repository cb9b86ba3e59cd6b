import { useSignal } from '@preact/signals';
import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { serverNowMs } from '../clock/server-clock.ts';
import { DataTable } from '../design/data-table.tsx';
import { Dialog } from '../design/dialog.tsx';
import { withToast } from '../design/toast.tsx';
import { formatInterval } from '../format/instant.ts';
import { formatNumber } from '../format/quantity.ts';
import { useMay } from '../session/abilities.ts';
import { SqlLink } from '../shell/sql-link.tsx';
import type { PreviewResponse } from '../api/types.ts';
import type { Rule } from './rule.ts';

const dayMs = 86_400_000;
const shownAlerts = 50;

function NumberField({
  name,
  value,
  onValue,
}: {
  name: string;
  value: number | undefined;
  onValue: (value: number) => void;
}) {
  if (value === undefined) return null;
  return (
    <label class="field">
      <span>{name}</span>
      <input
        class="input short"
        type="number"
        step="any"
        value={value}
        onInput={(event) => {
          const typed = event.currentTarget.valueAsNumber;
          if (!Number.isNaN(typed)) onValue(typed);
        }}
      />
    </label>
  );
}

function Fields({ rule, onRule }: { rule: Rule; onRule: (change: Partial<Rule>) => void }) {
  const unit = rule.unit ? `, ${rule.unit}` : '';
  return (
    <div class="row">
      <NumberField name={`Above${unit}`} value={rule.above} onValue={(above) => onRule({ above })} />
      <NumberField name={`Below${unit}`} value={rule.below} onValue={(below) => onRule({ below })} />
      <NumberField
        name="For, seconds"
        value={(rule.for ?? 0) / 1_000}
        onValue={(seconds) => onRule({ for: Math.round(seconds * 1_000) })}
      />
      <label class="field">
        <span>Severity</span>
        <select
          class="input"
          value={rule.severity}
          onChange={(event) => onRule({ severity: event.currentTarget.value })}
        >
          {['info', 'warning', 'critical'].map((severity) => (
            <option key={severity}>{severity}</option>
          ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={rule.enabled}
          onChange={(event) => onRule({ enabled: event.currentTarget.checked })}
        />
        Enabled
      </label>
    </div>
  );
}

function Preview({ preview }: { preview: PreviewResponse }) {
  return (
    <div class="stack" role="status">
      <p>
        It would have fired <strong>{preview.total}</strong> {preview.total === 1 ? 'time' : 'times'} in the
        last day. <SqlLink query={preview.sql} plain />
      </p>
      <DataTable
        caption="What the rule would have fired"
        columns={[
          { id: 'host', title: 'Host', cell: ({ host }) => host },
          { id: 'device', title: 'Device', cell: ({ device }) => device },
          {
            id: 'when',
            title: 'When',
            cell: ({ sinceMs, resolvedMs }) => formatInterval(sinceMs, resolvedMs ?? serverNowMs()),
          },
          { id: 'value', title: 'Value', number: true, cell: ({ value }) => formatNumber(value) },
        ]}
        rows={preview.alerts.slice(0, shownAlerts)}
        keyOf={({ host, device, sinceMs }) => `${host} ${device} ${sinceMs}`}
        empty="Nothing would have fired."
      />
    </div>
  );
}

/** Changes a rule, and shows what it would have done in the last day before it is saved. */
export function RuleDialog({ rule: given, onClose }: { rule: Rule; onClose: (saved: boolean) => void }) {
  const maySave = useMay()(routes.alertRules.set);
  const rule = useSignal(given);
  const preview = useSignal<PreviewResponse | undefined>(undefined);
  const tryOut = async (): Promise<void> => {
    const toMs = serverNowMs();
    const request = { rule: rule.value, fromMs: toMs - dayMs, toMs };
    await withToast(async () => {
      preview.value = await collector.alertRules.preview({ body: request });
    }, 'The last day was looked at');
  };
  const save = async (): Promise<void> => {
    const saved = await withToast(
      () => collector.alertRules.set({ body: { rules: [rule.value] } }),
      `The rule ${rule.value.id} is in force`,
    );
    if (saved) onClose(true);
  };
  return (
    <Dialog title={given.id.replaceAll('_', ' ')} size="wide" onClose={() => onClose(false)}>
      {given.why && <p class="quiet">{given.why}</p>}
      <Fields rule={rule.value} onRule={(change) => (rule.value = { ...rule.value, ...change })} />
      {preview.value && <Preview preview={preview.value} />}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => void tryOut()}>
          What would it have done?
        </button>
        {maySave && (
          <button type="button" class="button accent" onClick={() => void save()}>
            Save
          </button>
        )}
      </div>
    </Dialog>
  );
}
