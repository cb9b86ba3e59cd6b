/** What a dashboard may hold, and how many may be shared. */
export const boardLimits = {
  panels: 24,
  boards: 100,
  nameLength: 200,
  /** Of a query, in characters. */
  sqlLength: 20_000,
  /** Of a whole dashboard as JSON, in characters. */
  textLength: 100_000,
} as const;
