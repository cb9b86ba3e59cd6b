// Generated from packages/storage/migrations by scripts/generate.mjs. Do not edit.
export const migrations: readonly { name: string; sql: string }[] = [
];
