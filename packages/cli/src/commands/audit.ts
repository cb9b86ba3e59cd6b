import type { Command } from 'commander';
import type { AuditResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { instantForms } from '../instant.ts';
import { printable, printJson, printListing, type Terminal } from '../terminal.ts';
import { instantOption } from './instant-option.ts';

interface AuditOptions extends CollectorOptions {
  readonly host?: string;
  readonly since?: string;
}

/** Reading a billion rows takes its time. */
const auditTimeoutMs = 600_000;

export function registerAudit(program: Command, context: CommandContext): void {
  collectorCommand(
    program,
    'audit',
    'hold what ClickHouse has against what agents numbered; exit 0 only if all is explained',
  )
    .option('--host <name>', 'only this host')
    .option('--since <time>', `a time, or an age such as 24h or 7d: ${instantForms}`)
    .action(async (options: AuditOptions) => {
      const { host, since } = options;
      const sinceMs = instantOption('--since', since, context.nowMs());
      const audit = await context
        .api(options)
        .audit.run({ query: { host, sinceMs }, silenceMs: auditTimeoutMs });
      if (options.json === true) printJson(context.terminal, audit);
      else printAudit(context.terminal, audit);
      if (!audit.clean) context.exitWith(exitCode.failed);
    });
}

function printAudit(terminal: Terminal, { clean, findings, epochs, hosts }: AuditResponse): void {
  printListing(terminal, {
    rows: epochs,
    columns: {
      HOST: (e) => e.host,
      EPOCH: (e) => e.epoch,
      BATCHES: (e) => `${e.firstSeq} to ${e.lastSeq}`,
      'AGENT HAS': (e) => (e.reportedSeq === null ? '' : `${e.reportedSeq}`),
      SAMPLES: (e) => `${e.samples}`,
      DISTINCT: (e) => `${e.distinctSamples}`,
      GAPS: (e) => e.reasons.map(({ reason, rows }) => `${rows} ${reason}`).join(', '),
    },
    whenEmpty: 'No batches: nothing was committed in this time.',
  });
  terminal.out.write('\n');
  printListing(terminal, {
    rows: hosts,
    columns: {
      HOST: (h) => h.host,
      FROM: (h) => new Date(h.fromMs).toISOString(),
      TO: (h) => new Date(h.toMs).toISOString(),
      SAMPLES: (h) => `${h.samples}`,
      EXPECTED: (h) => `${h.expectedSamples}`,
      MISSING: (h) =>
        h.explained
          .map(({ reason, holes, ms }) => `${holes} ${reason} (${Math.round(ms / 1000)} s)`)
          .join(', '),
      OPEN: ({ open }) =>
        open === null ? '' : `${open.reason} (${Math.round((open.toMs - open.fromMs) / 1000)} s)`,
    },
    whenEmpty: 'No samples.',
  });
  for (const { host, kind, detail } of findings)
    terminal.out.write(`\nBAD ${kind} ${printable(`${host}: ${detail}`)}`);
  const verdict = clean
    ? 'Everything is there once, or missing with a reason.'
    : `${findings.length} findings.`;
  terminal.out.write(`\n${verdict}\n`);
}
