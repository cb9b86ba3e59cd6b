import type { Scope } from './rule.ts';

/** What a scope is held against. */
export interface HostFacts {
  readonly host: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether host and device are within a scope; what the scope does not name is not asked. `*` matches any text. */
export function matchesScope(
  scope: Scope,
  { host, labels, device }: HostFacts & { readonly device: string },
): boolean {
  if (scope.host !== undefined && !matchesGlob(scope.host, host)) return false;
  if (scope.device !== undefined && !matchesGlob(scope.device, device)) return false;
  if (scope.label === undefined) return true;
  const at = scope.label.indexOf('=');
  const value = labels[scope.label.slice(0, at)];
  return value !== undefined && matchesGlob(scope.label.slice(at + 1), value);
}

export function matchesGlob(glob: string, text: string): boolean {
  const parts = glob.split('*');
  if (parts.length === 1) return glob === text;
  const [first = '', ...rest] = parts;
  const last = rest.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > text.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
