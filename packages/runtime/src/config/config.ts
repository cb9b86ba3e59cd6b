import type { z } from 'zod';
import { HostwireError } from '../error.ts';
import { settingTree, type Setting } from './setting.ts';
import { findValue, readConfigFile, unknownKeys, type Found, type Sources } from './source.ts';

export interface ConfigOptions<Schema extends z.ZodObject> {
  /** Nested z.object()s; each leaf is a setting. Sections need no default of their own; they may be optional. */
  readonly schema: Schema;
  /** By the names commander gives them (`webPort` sets `web.port`); undefined = not given. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** 'HOSTWIRE' makes HOSTWIRE_WEB_PORT set `web.port`, and HOSTWIRE_WEB_PORT_FILE the same from a file. */
  readonly envPrefix: string;
  /** Path of the YAML file, if there is one. */
  readonly file?: string | undefined;
}

/** Everything that is wrong with the configuration, one line per problem. */
export class ConfigError extends HostwireError {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super('CONFIG_INVALID', ['the configuration has mistakes:', ...problems].join('\n  '), {
      context: { problems },
    });
    this.problems = problems;
  }
}

/** The configuration by precedence flags > environment > file > defaults, deeply frozen. Throws ConfigError. */
export function loadConfig<Schema extends z.ZodObject>(options: ConfigOptions<Schema>): z.output<Schema> {
  const { schema, flags, env, envPrefix, file } = options;
  const problems: string[] = [];
  const fileName = file ?? '';
  const sources: Sources = {
    flags,
    env,
    file: file === undefined ? {} : readConfigFile(file, problems),
    fileName,
  };
  const tree = settingTree(schema, envPrefix);
  problems.push(...unknownKeys(tree, sources));
  const input = {};
  for (const { path, optional } of tree.sections) if (!optional) place(input, path, {});
  const found = new Map<string, Found>();
  for (const setting of tree.settings) {
    const value = findValue(setting, sources, problems);
    if (value === undefined) continue;
    found.set(setting.key, value);
    place(input, setting.path, value.value);
  }
  const result = schema.safeParse(input);
  if (!result.success)
    problems.push(...result.error.issues.map((issue) => problemLine(issue, tree.settings, found)));
  if (!result.success || problems.length > 0) throw new ConfigError(problems);
  return deepFreeze(result.data);
}

function problemLine(
  issue: z.core.$ZodIssue,
  settings: readonly Setting[],
  found: Map<string, Found>,
): string {
  const path = issue.path.map(String);
  const setting = settings.find((candidate) => candidate.path.every((name, i) => path[i] === name));
  if (setting === undefined) return [path.join('.'), issue.message].filter((part) => part !== '').join(': ');
  const names = `${setting.key} (${setting.flag}, ${setting.variable})`;
  const given = found.get(setting.key);
  if (given === undefined) return `${names}: not set; ${issue.message}`;
  return `${names}: ${shown(setting, given.value)} from ${given.from}: ${issue.message}`;
}

const secretNames = /password|secret|token|cookie|key$/i;

function shown({ key }: Setting, value: unknown): string {
  if (secretNames.test(key)) return '(hidden)';
  const json: unknown = JSON.stringify(value); // undefined of undefined
  return typeof json === 'string' ? json : String(value);
}

function place(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  if (rest.length === 0) target[name] = value;
  else place((target[name] ??= {}) as Record<string, unknown>, rest, value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
