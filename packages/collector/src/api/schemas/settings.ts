import { z } from 'zod';
import { settingsChange } from '../../settings/setting-definitions.ts';
import { labelText } from './label.ts';

const settingValue = z.union([z.number(), z.boolean(), z.array(z.string())]);

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

export const agentSettingsAnswer = z.object({ host: z.string(), settings: z.array(effectiveSetting) });
export type AgentSettingsAnswer = z.infer<typeof agentSettingsAnswer>;

const labelSettings = z.object({
  label: z.string(),
  /** Only what is set. */
  settings: z.record(z.string(), settingValue),
  changedMs: z.number(),
  actor: z.string(),
});
export type LabelSettingsEntry = z.infer<typeof labelSettings>;

export const labelSettingsChange = settingsChange.extend({ label: labelText });

export const labelSettingsAnswer = z.object({ label: labelSettings });
export type LabelSettingsAnswer = z.infer<typeof labelSettingsAnswer>;

export const labelsSettingsAnswer = z.object({ labels: z.array(labelSettings) });

/** Who changed what and when, newest first. */
export const settingsHistoryAnswer = z.object({
  changes: z.array(z.object({ tsMs: z.number(), actor: z.string(), object: z.string(), detail: z.string() })),
});
export type SettingsHistoryAnswer = z.infer<typeof settingsHistoryAnswer>;
