import type { Command } from 'commander';
import type { ChangesResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { printJson, printListing, type Terminal } from '../terminal.ts';
import { sizeText } from '../storage/size-text.ts';
import { durationOption } from './alerts/duration-option.ts';

interface ChangesOptions extends CollectorOptions {
  readonly at?: string;
  readonly for: number;
}

const defaultLengthMs = 600_000;

export function registerChanges(program: Command, context: CommandContext): void {
  collectorCommand(
    program,
    'changes <host>',
    'what changed on a host around an instant, ranked, and which other hosts did the same',
  )
    .option('--at <time>', 'when it began: 2026-01-31T12:00:00Z; default: the last ten minutes')
    .option('--for <duration>', 'how long it lasted', durationOption('--for'), defaultLengthMs)
    .action(async (host: string, { at, for: lengthMs, ...options }: ChangesOptions) => {
      const fromMs = at === undefined ? context.nowMs() - lengthMs : instantOf(at);
      const query = { fromMs, toMs: fromMs + lengthMs };
      const changes = await context.api(options).hosts.changes({ params: { host }, query });
      if (options.json === true) printJson(context.terminal, changes);
      else printChanges(context.terminal, changes);
    });
}

function instantOf(text: string): number {
  const ms = Date.parse(text);
  if (Number.isFinite(ms) && ms >= 0) return ms;
  throw new CommandError(exitCode.usage, `--at ${text}: expected a time like 2026-01-31T12:00:00Z`);
}

/** `1.5 GiB`, `38.2 MiB/s`, `12.0 %`: what else the charts count in needs no prefix. */
function valueText(value: number, unit: string): string {
  if (unit === 'bytes') return sizeText(value);
  if (unit === 'bytes_per_s') return `${sizeText(value)}/s`;
  return `${value.toFixed(1)} ${unit === 'pct' ? '%' : unit}`;
}

function printChanges(terminal: Terminal, { changes, elsewhere }: ChangesResponse): void {
  printListing(terminal, {
    rows: changes,
    columns: {
      MEASURED: (c) => c.title,
      SERIES: (c) => `${c.series} ${c.device}`.trim(),
      THEN: (c) => valueText(c.during, c.unit),
      BEFORE: (c) => valueText(c.before, c.unit),
      SCORE: (c) => c.score.toFixed(1),
    },
    whenEmpty: 'Nothing lay off what it was before.',
  });
  for (const { chart, series, hosts } of elsewhere) {
    const names = hosts.map(({ host }) => host).join(', ');
    if (hosts.length > 0) terminal.out.write(`\n${chart}, ${series} moved the same way on: ${names}\n`);
  }
}
