import { z } from 'zod';

const textOrNumber = (expectation: string) =>
  z.custom<string | number>((value) => typeof value === 'string' || typeof value === 'number', expectation);

/** A schema for what is written as text with a unit; `parse` gives undefined for what it cannot read. */
function measure(expectation: string, parse: (text: string) => number | undefined) {
  return textOrNumber(expectation).transform((value, context) => {
    const parsed = parse(String(value).trim());
    if (parsed !== undefined && Number.isSafeInteger(parsed)) return parsed;
    context.addIssue({ code: 'custom', message: expectation });
    return z.NEVER;
  });
}

const msPerUnit = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3 } as const;

/** "500ms", "10s", "1.5h", "7d" → ms. A unit is required, except for 0. */
export function durationMs() {
  return measure('expected a duration with its unit: 500ms, 10s, 5m, 1h or 7d', (text) => {
    if (text === '0') return 0;
    const [, number, unit] = /^(\d+(?:\.\d+)?) ?(ms|s|m|h|d)$/.exec(text) ?? [];
    return number === undefined
      ? undefined
      : Math.round(Number(number) * msPerUnit[unit as keyof typeof msPerUnit]);
  });
}

const bytesPerUnit: Readonly<Record<string, number>> = {
  B: 1,
  kB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
  TiB: 2 ** 40,
};

/** "512MiB", "10GB", 4096 → bytes. A number alone is bytes. */
export function byteSize() {
  return measure('expected a size: 4096, 512KiB, 512MiB or 10GB', (text) => {
    const [, number, unit = 'B'] = /^(\d+(?:\.\d+)?) ?([kKMGT]i?B|B)?$/.exec(text) ?? [];
    const factor = bytesPerUnit[unit === 'KB' ? 'kB' : unit];
    return number === undefined || factor === undefined ? undefined : Math.round(Number(number) * factor);
  });
}

/** 0 to 65535; 0 = any free port. */
export function port() {
  return measure('expected a port from 0 to 65535', (text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : undefined;
    return value !== undefined && value <= 65_535 ? value : undefined;
  });
}
