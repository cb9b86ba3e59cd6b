import type { WireCursor } from '../wire/wire-cursor.ts';

/** Devices are distinct by their name and labels together. Throws ProtocolError at the place of the cursor. */
export function checkDistinct(
  cursor: WireCursor,
  deviceNames: readonly string[],
  labels: Readonly<Record<string, readonly string[]>>,
): void {
  const lists = Object.values(labels);
  const devices = new Set<string>();
  for (let device = 0; device < deviceNames.length; device++) {
    let identity = deviceNames[device]!;
    for (const texts of lists) identity += `\0${texts[device]!}`;
    devices.add(identity);
  }
  if (devices.size !== deviceNames.length) throw cursor.malformed('the same device twice');
}

/** For each device a number that only devices of the same name share. */
export function nameIdentities(deviceNames: readonly string[]): Uint32Array {
  const first = new Map<string, number>();
  const identities = new Uint32Array(deviceNames.length);
  for (let device = 0; device < deviceNames.length; device++) {
    const name = deviceNames[device]!;
    const known = first.get(name);
    if (known === undefined) first.set(name, device);
    identities[device] = known ?? device;
  }
  return identities;
}
