/**
 * Every setting that an agent can be given (protocol/settings), as a schema. It is closed: no key besides these, no text
 * but globs, nothing that an agent would execute.
 */
import { groupKey, isText, protocolLimits, settableGroups, settings, type Setting } from '@hostwire/protocol';
import { z } from 'zod';

export type SettingValue = number | boolean | readonly string[];

export interface SettingDefinition {
  readonly key: string;
  readonly schema: z.ZodType<SettingValue>;
  /** null: up to the agent (a group is read with every sample, a filter has the agent's own list). */
  readonly default: SettingValue | null;
}

const whole = ({ min, max }: Range) => {
  const message = `must be a whole number from ${min} to ${max}`;
  return z.number(message).int(message).min(min, message).max(max, message);
};
const fraction = ({ min, max }: Range) =>
  z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`);
const globs = z
  .array(
    z
      .string()
      .min(1, 'a glob must not be empty')
      .refine((glob) => Buffer.byteLength(glob) <= protocolLimits.maxGlobBytes, {
        error: `a glob must have at most ${protocolLimits.maxGlobBytes} bytes`,
      })
      .refine((glob) => !/\p{Cc}/u.test(glob) && isText(glob), 'a glob must not hold control characters'),
  )
  .max(protocolLimits.maxGlobs, `at most ${protocolLimits.maxGlobs} globs`);

interface Range {
  readonly min: number;
  readonly max: number;
}

function schemaOf(setting: Setting): z.ZodType<SettingValue> {
  if (setting.kind === 'switch') return z.boolean();
  if (setting.kind === 'globs') return globs;
  return setting.kind === 'percent' ? fraction(setting) : whole(setting);
}

export const settingDefinitions: readonly SettingDefinition[] = settings.map((setting) => {
  return { key: setting.key, schema: schemaOf(setting), default: setting.default };
});

const schemaOfKey = new Map(settingDefinitions.map(({ key, schema }) => [key, schema]));

/** A group may be named in the plural, as people speak: `group.sensors` is `group.sensor`. Other keys are as they are. */
function singular(key: string): string {
  const [, group = '', rest = ''] = /^group\.([^.]*)(.*)$/.exec(key) ?? [];
  const meant = settableGroups.find((each) => group === `${each}s` || group === `${each}es`);
  return meant === undefined ? key : groupKey(meant) + rest;
}

const settingKey = z.preprocess(
  (key) => (typeof key === 'string' ? singular(key) : key),
  z.enum(settingDefinitions.map(({ key }) => key)),
);

/** Some settings by key, each within its limits. */
const settingValues = z.record(z.string(), z.unknown()).transform((values, context) => {
  const valid: Record<string, SettingValue> = {};
  for (const [named, value] of Object.entries(values)) {
    const key = singular(named);
    const parsed = schemaOfKey.get(key)?.safeParse(value);
    if (parsed?.success) valid[key] = parsed.data;
    else context.addIssue({ code: 'custom', message: problemWith(key, parsed?.error) });
  }
  return valid;
});

/** A change: keys to set, and keys that are no longer to be set. */
export const settingsChange = z.strictObject({
  set: settingValues.default({}),
  reset: z.array(settingKey).max(settingDefinitions.length).default([]),
});

/** What is stored: keys of another version are left out rather than refused. */
export function knownSettings(stored: Readonly<Record<string, unknown>>): Record<string, SettingValue> {
  const known: Record<string, SettingValue> = {};
  for (const [key, value] of Object.entries(stored)) {
    const parsed = schemaOfKey.get(key)?.safeParse(value);
    if (parsed?.success) known[key] = parsed.data;
  }
  return known;
}

function problemWith(key: string, error: z.ZodError | undefined): string {
  if (error !== undefined) return `${key} ${error.issues[0]!.message}`;
  const [, group] = /^group\.([^.]*)/.exec(key) ?? [];
  if (group !== undefined) return `there is no group ${group}; there are ${settableGroups.join(', ')}`;
  return `there is no setting ${key}; there are ${settingDefinitions.map((each) => each.key).join(', ')}`;
}
