// The path below which people reach the collector: '' or '/hostwire' (`web.basePath`). Everything else in the pages writes
// paths without it; it is put on here, where they leave for the browser, and taken off where they come from there.

/** The collector writes it into index.html. */
export const basePath =
  typeof document === 'undefined'
    ? ''
    : (document.querySelector('meta[name=base-path]')?.getAttribute('content') ?? '');

/** `/sql?q=1` → `/hostwire/sql?q=1`; what is not a path from the root stays as it is. */
export function withBasePath(path: string, base = basePath): string {
  return path.startsWith('/') ? `${base}${path}` : path;
}

/** The other way; a path outside of the base path stays as it is. */
export function withoutBasePath(path: string, base = basePath): string {
  if (base === '' || !path.startsWith(base)) return path;
  const rest = path.slice(base.length);
  return rest === '' || rest.startsWith('?') ? `/${rest}` : rest.startsWith('/') ? rest : path;
}
