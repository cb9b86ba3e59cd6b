/** The page of a host; its name is data and may hold anything. */
export function hostPath(host: string): string {
  return `/hosts/${encodeURIComponent(host)}`;
}
