import type { Command } from 'commander';
import { writeFileSync } from 'node:fs';
import { reportPage } from '@hostwire/alerts';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { printJson } from '../terminal.ts';
import { durationOption } from './alerts/duration-option.ts';

interface ReportOptions extends CollectorOptions {
  readonly host?: string;
  readonly range: number;
  readonly out?: string;
}

const weekMs = 7 * 86_400_000;
/** Reading months of many hosts takes its time. */
const reportTimeoutMs = 300_000;

export function registerReport(program: Command, context: CommandContext): void {
  collectorCommand(program, 'report', 'capacity, use, growth, alerts and completeness as one HTML page')
    .option('--host <host>', 'of one host; default: of the fleet')
    .option('--range <duration>', 'how far back: 24h, 7d, 30d', durationOption('--range'), weekMs)
    .option('--out <file>', 'file to write; default: standard output')
    .action(async ({ host, range, out, ...options }: ReportOptions) => {
      const toMs = context.nowMs();
      const query = { fromMs: Math.max(0, toMs - range), toMs, host };
      const report = await context.api(options).report.show({ query, silenceMs: reportTimeoutMs });
      if (options.json === true) return printJson(context.terminal, report);
      const page = reportPage(report);
      if (out === undefined) return void context.terminal.out.write(page);
      try {
        writeFileSync(out, page);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        throw new CommandError(exitCode.failed, `${out} cannot be written: ${why}. Name another file.`);
      }
      if (report.hosts.length === 0)
        return void context.terminal.out.write(
          `The report in ${out} has no host. A range of more than 26 h is reported by whole hours: before the first is over, give --range 24h.\n`,
        );
      const hosts = report.hosts.length === 1 ? 'one host' : `${report.hosts.length} hosts`;
      context.terminal.out.write(`The report of ${hosts} is in ${out}.\n`);
    });
}
