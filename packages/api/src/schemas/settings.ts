import { z } from 'zod';
import { labelText } from './label.ts';

const settingValue = z.union([z.number(), z.boolean(), z.array(z.string())]);
export type SettingValue = z.infer<typeof settingValue>;

/** One setting of a host as it is in force, and where it comes from. */
const effectiveSetting = z.object({
  key: z.string(),
  /** null: up to the agent. */
  value: settingValue.nullable(),
  source: z.enum(['default', 'label', 'host']),
  /** The label as key=value, or the host; '' for a default. */
  target: z.string(),
});
export type EffectiveSettingEntry = z.infer<typeof effectiveSetting>;

export const agentSettingsResponse = z.object({ host: z.string(), settings: z.array(effectiveSetting) });
export type AgentSettingsResponse = z.infer<typeof agentSettingsResponse>;

/** Keys to set, and keys that are no longer to be set. Which keys there are, and within which limits, is checked later. */
export const settingsChange = z.strictObject({
  set: z.record(z.string(), z.unknown()).default({}),
  reset: z.array(z.string()).default([]),
});
export type SettingsChange = z.input<typeof settingsChange>;

const labelSettings = z.object({
  label: z.string(),
  /** Only what is set. */
  settings: z.record(z.string(), settingValue),
  changedMs: z.number(),
  actor: z.string(),
});
export type LabelSettingsEntry = z.infer<typeof labelSettings>;

export const labelSettingsChange = settingsChange.extend({ label: labelText });

export const labelSettingsResponse = z.object({ label: labelSettings });
export type LabelSettingsResponse = z.infer<typeof labelSettingsResponse>;

export const labelsSettingsResponse = z.object({ labels: z.array(labelSettings) });
export type LabelsSettingsResponse = z.infer<typeof labelsSettingsResponse>;

/** Who changed what and when, newest first. */
export const settingsHistoryResponse = z.object({
  changes: z.array(z.object({ tsMs: z.number(), actor: z.string(), object: z.string(), detail: z.string() })),
});
export type SettingsHistoryResponse = z.infer<typeof settingsHistoryResponse>;
