import type { Random } from '../chaos/random.ts';
import type { JsonSchema } from './api-document.ts';
import { hostileNumber, hostileText } from './hostile-values.ts';

const maxDepth = 5;
const ordinaryTexts = [
  'env=staging',
  'sim-00001',
  'viewer',
  '1h',
  'now',
  'cpu',
  '2026-12-01T00:00:00Z',
  'a',
] as const;

/** A value that mostly fits the schema: now and then a part has another type, is far too large, or is absent. */
export function valueFor(schema: JsonSchema, random: Random, depth = 0): unknown {
  if (random.next() < 0.06) return anything(random, depth);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return random.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return valueFor(random.pick(choices), random, depth);
  return ofType(schema, random, depth);
}

function ofType(schema: JsonSchema, random: Random, depth: number): unknown {
  switch (typeof schema.type === 'string' ? schema.type : random.pick(schema.type ?? ['string'])) {
    case 'object':
      return objectFor(schema, random, depth);
    case 'array':
      return depth > maxDepth
        ? []
        : Array.from({ length: random.between(0, 3) }, () => valueFor(schema.items ?? {}, random, depth + 1));
    case 'boolean':
      return random.next() < 0.5;
    case 'null':
      return null;
    case 'integer':
    case 'number':
      return random.next() < 0.5
        ? random.between(schema.minimum ?? 0, schema.maximum ?? 100)
        : hostileNumber(random);
    default:
      return random.next() < 0.5 ? random.pick(ordinaryTexts) : hostileText(random);
  }
}

function objectFor(schema: JsonSchema, random: Random, depth: number): Record<string, unknown> {
  if (depth > maxDepth) return {};
  const filled = Object.entries(schema.properties ?? {})
    .filter(() => random.next() < 0.85)
    .map(([name, property]) => [name, valueFor(property, random, depth + 1)] as const);
  const { additionalProperties } = schema;
  const more =
    typeof additionalProperties === 'object'
      ? [[hostileText(random).slice(0, 40), valueFor(additionalProperties, random, depth + 1)] as const]
      : [];
  const unknown = random.next() < 0.1 ? [[hostileText(random).slice(0, 40), 1] as const] : [];
  return Object.fromEntries([...filled, ...more, ...unknown]);
}

function anything(random: Random, depth: number): unknown {
  const deeper = depth < maxDepth ? [[anything(random, depth + 1)], { a: anything(random, depth + 1) }] : [];
  return random.pick([null, true, '', hostileText(random), hostileNumber(random), [], {}, ...deeper]);
}
