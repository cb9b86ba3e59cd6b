import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { errorCode } from '../error.ts';
import { fromText, type Setting, type SettingTree } from './setting.ts';

/** A value with the place it came from, for messages. */
export interface Found {
  readonly value: unknown;
  /** 'flag --web-port', 'environment HOSTWIRE_WEB_PORT', 'file /etc/hostwire.yaml' */
  readonly from: string;
}

export interface Sources {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly file: Readonly<Record<string, unknown>>;
  readonly fileName: string;
}

/** The YAML file as plain data; every problem with it goes to `problems`. */
export function readConfigFile(fileName: string, problems: string[]): Record<string, unknown> {
  const text = readText(fileName, problems);
  if (text === undefined) return {};
  const document = parseDocument(text, { prettyErrors: true });
  for (const error of document.errors) problems.push(`file ${fileName}: ${error.message.split('\n')[0]}`);
  if (document.errors.length > 0) return {};
  const content: unknown = document.toJS();
  if (content === null) return {};
  if (isSection(content)) return content;
  problems.push(`file ${fileName}: expected settings as "key: value" lines`);
  return {};
}

/** The value of a setting by precedence: flag, environment, file. undefined: given nowhere. */
export function findValue(setting: Setting, sources: Sources, problems: string[]): Found | undefined {
  const fromEnvironment = findInEnvironment(setting, sources.env, problems); // always: its problems are reported too
  const flag = sources.flags[setting.flagKey];
  if (flag !== undefined) {
    const value = typeof flag === 'string' ? fromText(flag, setting.kind) : flag;
    return { value, from: `flag ${setting.flag}` };
  }
  if (fromEnvironment !== undefined) return fromEnvironment;
  let value: unknown = sources.file;
  for (const name of setting.path) value = isSection(value) ? value[name] : undefined;
  return value === undefined ? undefined : { value, from: `file ${sources.fileName}` };
}

function findInEnvironment(
  { variable, kind }: Setting,
  env: Sources['env'],
  problems: string[],
): Found | undefined {
  const text = env[variable];
  const secretFile = env[`${variable}_FILE`];
  if (secretFile === undefined) {
    return text === undefined ? undefined : { value: fromText(text, kind), from: `environment ${variable}` };
  }
  if (text !== undefined) {
    problems.push(`environment ${variable} and ${variable}_FILE are both set: keep one of them`);
    return undefined;
  }
  const content = readText(secretFile, problems, `environment ${variable}_FILE`);
  if (content === undefined) return undefined;
  return { value: fromText(content.replace(/\r?\n$/, ''), kind), from: `environment ${variable}_FILE` };
}

function readText(path: string, problems: string[], namedBy = 'configuration'): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    problems.push(`${namedBy}: the file ${path} cannot be read (${errorCode(thrown)})`);
    return undefined;
  }
}

/** Names in the flags and in the file that no setting has. Unknown environment variables belong to others. */
export function unknownKeys(
  { settings, sections }: SettingTree,
  { flags, file, fileName }: Sources,
): string[] {
  const known = new Set(settings.map(({ key }) => key));
  const sectionKeys = new Set(sections.map(({ path }) => path.join('.')));
  const unknown: string[] = [];
  const visit = (section: Readonly<Record<string, unknown>>, prefix: string) => {
    for (const [name, value] of Object.entries(section)) {
      const key = prefix + name;
      if (known.has(key)) continue;
      if (!sectionKeys.has(key))
        unknown.push(`${key} from file ${fileName}: no such setting${hint(key, known)}`);
      else if (isSection(value)) visit(value, `${key}.`);
      else if (value !== null) unknown.push(`${key} from file ${fileName}: expected settings inside it`);
    }
  };
  visit(file, '');
  const flagKeys = new Set(settings.map(({ flagKey }) => flagKey));
  for (const [flagKey, value] of Object.entries(flags)) {
    if (value !== undefined && !flagKeys.has(flagKey)) unknown.push(`flag ${flagKey}: no such setting`);
  }
  return unknown;
}

function hint(key: string, known: ReadonlySet<string>): string {
  const section = key.slice(0, key.lastIndexOf('.') + 1);
  const beside = [...known].filter(
    (name) => name.startsWith(section) && !name.slice(section.length).includes('.'),
  );
  return beside.length > 0 ? `; known here: ${beside.join(', ')}` : '';
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
