import type { z } from 'zod';

/** One value that can be configured: a leaf of the schema. */
export interface Setting {
  /** Keys from the root of the schema and of the file. */
  readonly path: readonly string[];
  /** `web.port`: how the file and messages name it. */
  readonly key: string;
  /** `webPort`: how commander names it. */
  readonly flagKey: string;
  /** `--web-port` */
  readonly flag: string;
  /** `HOSTWIRE_WEB_PORT`; the same with `_FILE` names a file that holds the value. */
  readonly variable: string;
  /** The zod type without its wrappers, for example 'number'. */
  readonly kind: string;
}

/** An object of the schema that holds settings. */
interface Section {
  readonly path: readonly string[];
  /** Absent unless one of its settings is given. */
  readonly optional: boolean;
}

/** The settings of a schema, and the objects that hold them. */
export interface SettingTree {
  readonly settings: readonly Setting[];
  readonly sections: readonly Section[];
}

type Schema = z.core.$ZodType;

/** Every leaf of a schema of nested z.object()s. */
export function settingTree(schema: z.ZodObject, envPrefix: string): SettingTree {
  const settings: Setting[] = [];
  const sections: Section[] = [];
  const visit = (object: z.core.$ZodObject, at: readonly string[]) => {
    for (const [name, member] of Object.entries(object._zod.def.shape)) {
      const path = [...at, name];
      const inner = unwrap(member);
      if (isObject(inner)) {
        sections.push({ path, optional: member._zod.def.type === 'optional' });
        visit(inner, path);
      } else {
        settings.push(setting(path, envPrefix, inner._zod.def.type));
      }
    }
  };
  visit(schema, []);
  return { settings, sections };
}

function setting(path: readonly string[], envPrefix: string, kind: string): Setting {
  const words = path.flatMap((name) =>
    name
      .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[_-]/),
  );
  const flagKey = words
    .map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('');
  const variable = [envPrefix.replace(/_$/, ''), ...words].join('_').toUpperCase();
  return { path, key: path.join('.'), flagKey, flag: `--${words.join('-')}`, variable, kind };
}

/** The schema inside optional(), default(), prefault(), nullable() and readonly(). */
function unwrap(schema: Schema): Schema {
  const { def } = schema._zod;
  return 'innerType' in def ? unwrap(def.innerType as Schema) : schema;
}

function isObject(schema: Schema): schema is z.core.$ZodObject {
  return schema._zod.def.type === 'object';
}

/** Environment variables and flags are text: read it as the kind of value that the setting holds. */
export function fromText(text: string, kind: string): unknown {
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kind === 'boolean' && /^(true|yes|on|1)$/i.test(text)) return true;
  if (kind === 'boolean' && /^(false|no|off|0)$/i.test(text)) return false;
  if (kind === 'array') return listOf(text);
  if (kind === 'record') return Object.fromEntries(listOf(text).map(assignment));
  return text;
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

function assignment(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
