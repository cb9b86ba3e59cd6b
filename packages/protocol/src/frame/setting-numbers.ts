import type { hostwire } from '../generated/hostwire.js';

type SettingsMessage = hostwire.v1.Settings.$Properties;

/** Numbers that have a field of their own, and how many of the field's unit make one of the setting's. All others travel by key. */
const ownFields = [
  { key: 'budget.cpu_pct', field: 'budgetCpuCenti', perUnit: 100 },
  { key: 'budget.rss_mb', field: 'budgetRssMb', perUnit: 1 },
  { key: 'process.top', field: 'processTop', perUnit: 1 },
] as const;
const ownKeys: ReadonlySet<string> = new Set(ownFields.map(({ key }) => key));

/** What the message says of numbers, by the key of the setting; a field of 0 says nothing. */
export function toNumbers(message: SettingsMessage): Record<string, number> {
  const own = ownFields.flatMap(({ key, field, perUnit }) => {
    const value = message[field] ?? 0;
    return value === 0 ? [] : [[key, value / perUnit] as const];
  });
  const byKey = (message.numbers ?? []).map(({ key, value }) => [key ?? '', value ?? 0] as const);
  return Object.fromEntries([...own, ...byKey]);
}

/** The fields of the message for these numbers. */
export function fromNumbers(numbers: Readonly<Record<string, number>>): SettingsMessage {
  const own = ownFields.map(({ key, field, perUnit }) => {
    return [field, Math.round((numbers[key] ?? 0) * perUnit)] as const;
  });
  const byKey = Object.entries(numbers).filter(([key]) => !ownKeys.has(key));
  return { ...Object.fromEntries(own), numbers: byKey.map(([key, value]) => ({ key, value })) };
}
