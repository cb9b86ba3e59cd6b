import { join, relative, resolve } from 'node:path';
import type { CollectorConfig } from '@hostwire/collector';
import type { Ready } from './collector-service.ts';

/** What a person sees when everything answers: where to look, how to add a host, what to ask. */
export function banner(ready: Ready & { enrollCommand: string }, config: CollectorConfig): string {
  const reader = new URL(ready.clickhouse);
  return `
Hostwire is running.

  Open        ${ready.loginUrl}
              works once; another: npx hostwire login

  Add a host  ${ready.enrollCommand}
              enrols that host and starts its agent, ${whereToRun(ready.enrollCommand)};
              good for one host within an hour, another: npx hostwire token create

  Ask         npx hostwire sql "SELECT ts, host, round(busy_pct, 1) FROM cpu WHERE ts > now() - 30 ORDER BY ts"
              or any ClickHouse client: ${reader.protocol}//${reader.host}, database ${config.clickhouse.database},
              user ${reader.username}, password ${whereThePasswordIs(config)}
${folderNote(config.data)}
Ctrl-C stops it; the data stays.
`;
}

function whereToRun(enrollCommand: string): string {
  return enrollCommand.startsWith('curl')
    ? 'on any Linux host that has curl'
    : 'in a clone of Hostwire, after "npm install" there';
}

function whereThePasswordIs({ data, clickhouse }: CollectorConfig): string {
  return clickhouse.url === undefined
    ? `in ${join(shown(data), 'clickhouse', 'passwords.json')}`
    : 'as configured (clickhouse.readerPassword)';
}

/** Commands in other terminals look in ./data unless they are told. */
function folderNote(data: string): string {
  if (data === resolve('data')) return '';
  return `\n  Data        ${data}\n              for the commands in other terminals: export HOSTWIRE_DATA=${quoted(data)}\n`;
}

/** As one word of a shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/** Short where the folder is below the current one. */
function shown(path: string): string {
  const short = relative('', path);
  return short === '' || short.startsWith('..') ? path : short;
}
