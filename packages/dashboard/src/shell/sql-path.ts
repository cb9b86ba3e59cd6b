/** The address of the SQL page with a query in it; `run` runs it at once. */
export function sqlPath(query: string, run = true): string {
  return `/sql?${new URLSearchParams({ q: query, ...(run ? { run: '1' } : {}) })}`;
}
