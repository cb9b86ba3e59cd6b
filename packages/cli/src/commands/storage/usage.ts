import type { Command } from 'commander';
import type { UsageResponse } from '@hostwire/api';
import { byteSize, durationMs } from '@hostwire/runtime/config';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { sizeText } from '../../storage/size-text.ts';
import { printJson, printListing, type Terminal } from '../../terminal.ts';

interface UsageOptions extends CollectorOptions {
  readonly raw?: string;
  readonly minutes?: string;
  readonly hours?: string;
  readonly maxDisk?: string;
}

const dayMs = 86_400_000;
const shownHosts = 20;

export function registerUsage(storage: Command, context: CommandContext): void {
  collectorCommand(
    storage,
    'usage',
    'what each table and host takes, how many days the budget holds, and what goes next',
  )
    .option('--raw <age>', 'as if samples were kept so long: 7d')
    .option('--minutes <age>', 'as if minutes were kept so long')
    .option('--hours <age>', 'as if hours were kept so long')
    .option('--max-disk <size>', 'as if the database might take so much: 20GiB')
    .action(async (options: UsageOptions) => {
      const query = {
        raw: measured('--raw', options.raw, durationMs()),
        minutes: measured('--minutes', options.minutes, durationMs()),
        hours: measured('--hours', options.hours, durationMs()),
        maxDiskBytes: measured('--max-disk', options.maxDisk, byteSize()),
      };
      const usage = await context.api(options).storage.usage({ query });
      if (options.json === true) return printJson(context.terminal, usage);
      printUsage(context.terminal, usage);
    });
}

function measured(
  option: string,
  text: string | undefined,
  schema: ReturnType<typeof durationMs>,
): number | undefined {
  if (text === undefined) return undefined;
  const { success, data, error } = schema.safeParse(text);
  if (success) return data;
  throw new CommandError(
    exitCode.usage,
    `${option} ${text}: ${error.issues[0]?.message ?? 'not understood'}`,
  );
}

function printUsage(terminal: Terminal, usage: UsageResponse): void {
  printListing(terminal, {
    rows: usage.tables,
    columns: {
      TABLE: (t) => t.table,
      LEVEL: (t) => t.level,
      ROWS: (t) => `${t.rows}`,
      SIZE: (t) => sizeText(t.bytes),
      SINCE: (t) => (t.sinceMs === null ? '' : dayText(t.sinceMs)),
    },
    whenEmpty: 'Nothing is stored yet.',
  });
  terminal.out.write('\n');
  printListing(terminal, {
    rows: usage.hosts.slice(0, shownHosts),
    columns: { HOST: (h) => h.host, SAMPLES: (h) => `${h.samples}`, SIZE: (h) => sizeText(h.bytes) },
    whenEmpty: 'No samples yet.',
  });
  if (usage.hosts.length > shownHosts)
    terminal.out.write(`and ${usage.hosts.length - shownHosts} more: --json has all\n`);
  terminal.out.write(`\n${summary(usage)}\n`);
}

function summary({ usedBytes, budgetBytes, rawDaysHeld, policy, goes, next }: UsageResponse): string {
  const { rawMs, minutesMs, hoursMs } = policy;
  const [raw, minutes, hours] = [rawMs, minutesMs, hoursMs].map((ms) => `${Math.round(ms / dayMs)} d`);
  const held =
    rawDaysHeld === null
      ? 'how many days that holds is known after the first full day'
      : `at the rate of the last full day it holds ${rawDaysHeld.toFixed(1)} d of samples`;
  const going = goes.map(
    ({ table, partition, bytes, reason }) => `  ${table} ${partition}, ${sizeText(bytes)} (${reason})`,
  );
  return [
    `Kept: samples ${raw}, minutes ${minutes}, hours ${hours}; the database takes ${sizeText(usedBytes)} of at most ${sizeText(budgetBytes)}, ${held}.`,
    ...(goes.length === 0 ? ['Nothing is to go now.'] : ['To go now:', ...going]),
    next === null ? 'Nothing goes next.' : `Next: ${next.table} ${next.partition}, on ${dayText(next.atMs)}.`,
  ].join('\n');
}

function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
