import { protocolLimits, type Inventory } from '@hostwire/protocol';
import type { HostFacts } from './host-facts.ts';
import type { Parts } from './part.ts';

/** Facts as far as nothing better is reported, the parts where they report something, all within the protocol's limits. */
export function mergeInventory(
  facts: HostFacts,
  parts: Parts,
  versions: Pick<Inventory, 'agentVersion' | 'nodeVersion'>,
): Inventory {
  const { osInfo, graphics } = parts;
  return withinLimits<Inventory>({
    type: 'inventory',
    ...facts,
    ...processor(parts, facts),
    ...machine(parts),
    ...versions,
    os: joined(osInfo?.distro, osInfo?.release) || facts.os,
    disks: disksOf(parts),
    interfaces: interfacesOf(parts, facts),
    gpus: (graphics?.controllers ?? [])
      .map(({ vendor, model }) => joined(vendor, model))
      .filter((gpu) => gpu !== ''),
  });
}

function processor({ cpu }: Parts, facts: HostFacts) {
  if (cpu === undefined) return {};
  return {
    cpuModel: joined(cpu.manufacturer, cpu.brand) || facts.cpuModel,
    cpuCores: cpu.cores || facts.cpuCores,
    cpuPhysicalCores: cpu.physicalCores,
    cpuSockets: cpu.processors,
  };
}

function machine({ system }: Parts) {
  if (system === undefined) return {};
  return {
    virtualisation: system.virtual ? system.virtualHost.toLowerCase() || 'unknown' : '',
    manufacturer: known(system.manufacturer),
    model: known(system.model),
  };
}

/** diskLayout knows models and kinds, but on many virtual machines nothing; blockDevices knows every disk. */
function disksOf({ diskLayout = [], blockDevices = [] }: Parts): Inventory['disks'] {
  const layouts = new Map(diskLayout.map((disk) => [disk.device.replace('/dev/', ''), disk]));
  const listed = blockDevices
    .filter(({ type, size }) => type === 'disk' && size > 0)
    .map(({ name, size, model, physical }) => {
      const layout = layouts.get(name);
      layouts.delete(name);
      const type = layout?.type || physical;
      return {
        name,
        model: joined(layout?.vendor, layout?.name) || model,
        sizeBytes: size,
        type: diskTypes[type] ?? type,
      };
    });
  const others = [...layouts].map(([name, { vendor, name: model, size, type }]) => {
    return { name, model: joined(vendor, model), sizeBytes: size, type: diskTypes[type] ?? type };
  });
  return [...listed, ...others].filter(({ name }) => name !== '');
}

const diskTypes: Readonly<Record<string, string>> = { HDD: 'HD', NVME: 'NVMe' };

/** The addresses are Node's, which has all of them; systeminformation adds interfaces without one, and speeds. */
function interfacesOf({ networkInterfaces = [] }: Parts, facts: HostFacts): Inventory['interfaces'] {
  const reported = new Map(networkInterfaces.map((face) => [face.iface, face]));
  const addressed = facts.interfaces.map((face) => ({
    ...face,
    speedMbit: reported.get(face.name)?.speed ?? 0,
  }));
  const names = new Set(addressed.map(({ name }) => name));
  const others = networkInterfaces
    .filter(({ iface, internal }) => !internal && iface !== '' && !names.has(iface))
    .map(({ iface, mac, ip4, ip6, speed }) => {
      return {
        name: iface,
        mac,
        addresses: [ip4, ip6].filter((address) => address !== ''),
        speedMbit: speed,
      };
    });
  return [...addressed, ...others];
}

function joined(first = '', second = ''): string {
  return second.startsWith(first) ? second : `${first} ${second}`.trim();
}

/** What firmware says when nobody filled it in. */
function known(name: string): string {
  return /^(-|none|default string|to be filled by o\.e\.m\.|system manufacturer|system product name)$/i.test(
    name,
  )
    ? ''
    : name;
}

/** Cuts every text and list to what a frame takes; numbers that it cannot take become 0, "unknown". */
export function withinLimits<T>(value: T): T {
  return limited(value) as T;
}

function limited(value: unknown): unknown {
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? value : 0;
  if (Array.isArray(value)) return fitting(value.slice(0, protocolLimits.maxInventoryItems).map(limited));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, limited(inner)]));
}

/** Three lists share a frame; one that is too long (thousands of interfaces) loses its last entries. */
function fitting(list: unknown[]): unknown[] {
  let kept = list;
  while (JSON.stringify(kept).length > maxListBytes) kept = kept.slice(0, Math.floor(kept.length / 2));
  return kept;
}

const maxListBytes = protocolLimits.maxFrameBytes / 8;

/** At most maxTextBytes of UTF-8, without NUL, never half a character. */
function cut(text: string): string {
  const bytes = Buffer.from(text.replaceAll('\0', '')).subarray(0, protocolLimits.maxTextBytes);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
}
