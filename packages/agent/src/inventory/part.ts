import { z } from 'zod';

/**
 * What is used of systeminformation's answers. It is other people's output about unknown hardware, so every field may
 * be missing or of another type; such a field counts as not told and spoils no other.
 */
const text = z.string().trim().catch('');
/** uint32 on the wire; its largest value is what drivers say when they do not know. */
const count = z
  .number()
  .int()
  .nonnegative()
  .max(2 ** 32 - 2)
  .catch(0);
const bytes = z.number().int().nonnegative().catch(0);
const list = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((items) => items.map((value) => item.safeParse(value).data).filter(isTold));

const isTold = <T>(value: T | undefined): value is T => value !== undefined;

const parts = {
  cpu: z.object({ manufacturer: text, brand: text, cores: count, physicalCores: count, processors: count }),
  system: z.object({ manufacturer: text, model: text, virtual: z.boolean().catch(false), virtualHost: text }),
  osInfo: z.object({ distro: text, release: text }),
  diskLayout: list(z.object({ device: text, name: text, vendor: text, size: bytes, type: text })),
  blockDevices: list(z.object({ name: text, type: text, size: bytes, physical: text, model: text })),
  networkInterfaces: list(
    z.object({
      iface: text,
      internal: z.boolean().catch(false),
      ip4: text,
      ip6: text,
      mac: text,
      speed: count,
    }),
  ),
  graphics: z.object({ controllers: list(z.object({ vendor: text, model: text })) }),
};

export type Parts = { readonly [Name in keyof typeof parts]?: z.infer<(typeof parts)[Name]> };

const line = z.object({ part: z.string(), value: z.unknown().optional(), error: z.string().optional() });

/** The parts in the output of the child, and how many lines could not be used: garbage, errors, a line cut short. */
export function readParts(output: string): { parts: Parts; unusable: number } {
  const found: Record<string, unknown> = {};
  let unusable = 0;
  for (const json of output.split('\n')) {
    if (json.trim() === '') continue;
    const part = readLine(json);
    if (part === undefined) unusable++;
    else found[part.name] = part.value;
  }
  return { parts: found, unusable };
}

function readLine(json: string): { name: string; value: unknown } | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(json);
  } catch {
    return undefined;
  }
  const parsed = line.safeParse(raw);
  if (!parsed.success || !Object.hasOwn(parts, parsed.data.part)) return undefined;
  const name = parsed.data.part as keyof typeof parts;
  const value = parts[name].safeParse(parsed.data.value);
  return value.success ? { name, value: value.data } : undefined;
}
