import { z } from 'zod';

interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
}

/** A value that fits a schema, in which every text that is free to choose is `text`. */
export function sampleOf(schema: z.ZodType, text: string): unknown {
  return sample(z.toJSONSchema(schema, { unrepresentable: 'any' }) as JsonSchema, text);
}

function sample(schema: JsonSchema, text: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.anyOf !== undefined) return sample(schema.anyOf[0] ?? {}, text);
  switch (schema.type) {
    case 'object': {
      const properties = Object.entries(schema.properties ?? {}).map(
        ([key, each]) => [key, sample(each, text)] as const,
      );
      const more = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
      const extra = more === undefined ? [] : [[text, sample(more, text)] as const];
      return Object.fromEntries([...properties, ...extra]);
    }
    case 'array':
      return [sample(schema.items ?? {}, text)];
    case 'number':
    case 'integer':
      return 1;
    case 'boolean':
      return true;
    default:
      return text;
  }
}
