import { Option, type Command } from 'commander';
import type { Client } from '@hostwire/api/client';
import { filterHosts } from '@hostwire/api/client';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { csvText } from '../dump/csv.ts';
import { familiesOf, hostTable, processTable, unitTable, type DumpTable } from '../dump/dump-table.ts';
import { openMetricsText } from '../dump/open-metrics.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { instantForms } from '../instant.ts';
import { printJson } from '../terminal.ts';
import { instantOption } from './instant-option.ts';

const kinds = ['hosts', 'processes', 'units'] as const;
const formats = ['csv', 'json', 'openmetrics'] as const;

interface DumpFlags extends CollectorOptions {
  readonly format: (typeof formats)[number];
  readonly host?: string;
  readonly at?: string;
  readonly filter?: string;
}

export function registerDump(program: Command, context: CommandContext): void {
  const command = collectorCommand(
    program,
    'dump',
    'values for scripts, now or at an instant: of every host, or of the programs of one. --json is --format json',
  );
  command
    .argument('[what]', `${kinds.join(', ')}; the last two need --host`, 'hosts')
    .addOption(new Option('--format <name>', 'how they are written').choices(formats).default('csv'))
    .option('--host <name>', 'only this host')
    .option('--filter <words>', 'only hosts that match: text, env=prod, state=late, "cpu>80"')
    .option('--at <time>', `as it was at an instant: ${instantForms}`)
    .action(async (what: string, options: DumpFlags) => {
      const atMs = instantOption('--at', options.at, context.nowMs());
      const client = context.api(options);
      const format = options.json === true ? 'json' : options.format;
      const print = <Row>(table: DumpTable<Row>, rows: readonly Row[]): void =>
        printRows(context, { table, rows, format, atMs });
      if (what === 'hosts') return print(hostTable, await hostsOf(client, options, atMs));
      const host = requireHost(what, options.host);
      const programs = await client.hosts.programs({ params: { host }, query: { atMs } });
      if (what === 'processes') print(processTable(host), programs.processes);
      else print(unitTable(host), programs.units);
    });
}

function requireHost(what: string, host: string | undefined): string {
  if (what !== 'processes' && what !== 'units')
    throw new CommandError(exitCode.usage, `dump: got "${what}", expected one of ${kinds.join(', ')}.`);
  if (host === undefined)
    throw new CommandError(exitCode.usage, `dump ${what} is about one host: name it with --host NAME.`);
  return host;
}

async function hostsOf(client: Client, { host, filter = '' }: DumpFlags, atMs: number | undefined) {
  const { hosts } = await client.hosts.list({ query: { atMs } });
  const found = filterHosts(hosts, filter).filter((each) => host === undefined || each.host === host);
  if (host !== undefined && found.length === 0)
    throw new CommandError(exitCode.failed, `no host named ${host} is enrolled: see "hostwire agents list".`);
  return found;
}

interface Dump<Row> {
  readonly table: DumpTable<Row>;
  readonly rows: readonly Row[];
  readonly format: DumpFlags['format'];
  readonly atMs: number | undefined;
}

function printRows<Row>({ terminal }: CommandContext, { table, rows, format, atMs }: Dump<Row>): void {
  const { columns } = table;
  if (format === 'openmetrics') {
    terminal.out.write(openMetricsText(familiesOf(table, rows), atMs));
    return;
  }
  if (format === 'json')
    return printJson(
      terminal,
      rows.map((row) => Object.fromEntries(columns.map(({ name, value }) => [name, value(row)]))),
    );
  const cells = rows.map((row) => columns.map(({ value }) => value(row)));
  terminal.out.write(
    csvText(
      columns.map(({ name }) => name),
      cells,
    ),
  );
}
