import type { Signal } from '@preact/signals';
import { labelText } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import type { UserEntry } from '../api/types.ts';
import { TextField } from '../design/text-field.tsx';
import { labelsOf } from '../enrolment/labels.ts';
import { useResource } from '../resource/use-resource.ts';

export type Role = UserEntry['role'];

const roles: readonly { role: Role; may: string }[] = [
  { role: 'viewer', may: 'looks at hosts, charts and alerts, and asks in SQL where every host is seen' },
  { role: 'operator', may: 'also acknowledges and silences alerts, and changes labels and settings' },
  { role: 'administrator', may: 'does everything, also invites others' },
];
const refreshMs = 60_000;
const maxShownLabels = 30;

/** Every label that a host has, by how many have it. */
function useKnownLabels(): readonly string[] {
  const { body } = useResource(collector.agents.list, { everyMs: refreshMs });
  const counts = new Map<string, number>();
  for (const { labels } of body?.agents ?? [])
    for (const [key, value] of Object.entries(labels))
      counts.set(`${key}=${value}`, (counts.get(`${key}=${value}`) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([label]) => label);
}

/** Labels to press instead of typing them. */
function KnownLabels({ labels }: { labels: Signal<string> }) {
  const chosen = labelsOf(labels.value);
  const toggle = (label: string): void => {
    const [key = '', value = ''] = label.split('=');
    const { [key]: before, ...rest } = chosen;
    labels.value = labelText(before === value ? rest : { ...rest, [key]: value });
  };
  return (
    <span class="labels">
      {useKnownLabels()
        .slice(0, maxShownLabels)
        .map((label) => (
          <button
            key={label}
            type="button"
            class="label"
            aria-pressed={labelText(chosen).split(' ').includes(label)}
            onClick={() => toggle(label)}
          >
            {label}
          </button>
        ))}
    </span>
  );
}

/** What somebody may do, and which hosts a viewer sees. */
export function RoleFields({ role, labels }: { role: Signal<Role>; labels: Signal<string> }) {
  return (
    <>
      <fieldset class="stack tight">
        {roles.map(({ role: each, may }) => (
          <label key={each} class="check">
            <input
              type="radio"
              name="role"
              checked={role.value === each}
              onChange={() => (role.value = each)}
            />
            <span>
              {each} <span class="quiet">{may}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {role.value === 'viewer' && (
        <>
          <TextField
            label="Sees only hosts with these labels (empty: every host)"
            value={labels}
            placeholder="env=staging team=web"
          />
          <KnownLabels labels={labels} />
        </>
      )}
    </>
  );
}
