import { columnGroups } from '@hostwire/protocol';

/**
 * A row of the table `samples` for `insertRows`, from columns by name. Measured values may be given one by one:
 * `cpu_user_ms: 5` of what a host has once, `'disk.name': ['sda'], 'disk.read_ops': [1]` of devices. What is not given is
 * missing.
 */
export function tableRow(columns: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(columns)) {
    const [group, field] = measured(name) ?? [];
    if (group === undefined || field === undefined) {
      row[name] = value;
    } else if (group.devices) {
      const isText = field === 'name' || group.labels.some((label) => label.name === field);
      const tuples = ((row[isText ? `${group.name}_text` : group.name] as object[] | undefined) ??= []);
      (value as unknown[]).forEach((one, i) => (tuples[i] = { ...tuples[i], [field]: one }));
    } else {
      row[group.name] = { ...(row[group.name] as object | undefined), [field]: value };
    }
  }
  return row;
}

function measured(name: string): [group: (typeof columnGroups)[number], field: string] | undefined {
  for (const group of columnGroups) {
    const prefix = `${group.name}${group.devices ? '.' : '_'}`;
    const field = name.slice(prefix.length);
    const isLabel = group.devices && (field === 'name' || group.labels.some((label) => label.name === field));
    const isColumn = group.columns.some((column) => column.name === field);
    if (name.startsWith(prefix) && (isLabel || isColumn)) return [group, field];
  }
  return undefined;
}
