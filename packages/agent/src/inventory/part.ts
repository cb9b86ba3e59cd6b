import { bytes, count, flag, list, record, text } from '../sources/portable/reported.ts';

/** What is used of systeminformation's answers. */
const parts = {
  cpu: record({ manufacturer: text, brand: text, cores: count, physicalCores: count, processors: count }),
  system: record({ manufacturer: text, model: text, virtual: flag, virtualHost: text }),
  osInfo: record({ distro: text, release: text }),
  diskLayout: list(record({ device: text, name: text, vendor: text, size: bytes, type: text })),
  blockDevices: list(record({ name: text, type: text, size: bytes, physical: text, model: text })),
  networkInterfaces: list(
    record({ iface: text, internal: flag, ip4: text, ip6: text, mac: text, speed: count }),
  ),
  graphics: record({ controllers: list(record({ vendor: text, model: text })) }),
};

export type Parts = {
  readonly [Name in keyof typeof parts]?: NonNullable<ReturnType<(typeof parts)[Name]>>;
};

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
  let line: unknown;
  try {
    line = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof line !== 'object' || line === null || !('part' in line) || !('value' in line)) return undefined;
  if (typeof line.part !== 'string' || !Object.hasOwn(parts, line.part)) return undefined;
  const value = parts[line.part as keyof typeof parts](line.value);
  return value === undefined ? undefined : { name: line.part, value };
}
