import type { Ready } from './collector-service.ts';

/** What a person sees when everything answers: where to look, how to add a host, what to ask. */
export function banner(ready: Ready & { enrollCommand: string }): string {
  const reader = new URL(ready.clickhouse);
  return `
Hostwire is running.

  Open        ${ready.loginUrl}
              (works once; "npx hostwire login" prints another)

  Add a host  ${ready.enrollCommand}
              npx hostwire-agent run
              (good for one host within an hour; "npx hostwire token create" prints another)

  Ask         npx hostwire sql "SELECT ts, busy_pct FROM cpu WHERE ts > now() - 10 ORDER BY ts"
              or any ClickHouse client: ${reader.protocol}//${reader.host}, user ${reader.username}, database ${reader.searchParams.get('database') ?? ''}

Ctrl-C stops it; the data stays.
`;
}
