/** '' or '/hostwire': the path of the address at which people reach the pages. */
export function basePathOf(webUrl: string): string {
  return new URL(webUrl).pathname.replace(/\/$/, '');
}

/**
 * The path of a request without the base path. A proxy in front may pass the base path on or take it off: both ways lead to
 * the same route, and so does a request that goes around the proxy (a health check, Prometheus). `url` is the request
 * target, of which only the form that starts with a path can have a base path.
 */
export function withoutBasePath(url: string, basePath: string): string {
  if (basePath === '' || !url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest.startsWith('/')) return rest;
  return rest === '' || rest.startsWith('?') ? `/${rest}` : url;
}
