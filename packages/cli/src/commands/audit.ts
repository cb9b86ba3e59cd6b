import type { Command } from 'commander';
import type { AuditResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { CommandError, exitCode } from '../exit-code.ts';
import { printable, printJson, printListing, type Terminal } from '../terminal.ts';

interface AuditOptions extends CollectorOptions {
  readonly host?: string;
  readonly since?: string;
}

/** Reading a billion rows takes its time. */
const auditTimeoutMs = 600_000;
const unitsMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

export function registerAudit(program: Command, context: CommandContext): void {
  collectorCommand(
    program,
    'audit',
    'hold what ClickHouse has against what agents numbered; exit 0 only if all is explained',
  )
    .option('--host <name>', 'only this host')
    .option('--since <time>', 'a time like 2026-01-31T12:00:00Z, or an age: 90s, 30m, 24h, 7d')
    .action(async (options: AuditOptions) => {
      const { host, since } = options;
      const sinceMs = since === undefined ? undefined : instantOf(since, context.nowMs());
      const audit = await context
        .api(options)
        .audit.run({ query: { host, sinceMs }, silenceMs: auditTimeoutMs });
      if (options.json === true) printJson(context.terminal, audit);
      else printAudit(context.terminal, audit);
      if (!audit.clean) context.exitWith(exitCode.failed);
    });
}

/** The instant that `--since` names: an age before now, or a time. */
function instantOf(text: string, nowMs: number): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const instantMs = unit === undefined ? Date.parse(text) : nowMs - Number(count) * unitsMs[unit]!;
  if (Number.isFinite(instantMs)) return Math.max(0, instantMs);
  const message = `--since ${text}: expected a time like 2026-01-31T12:00:00Z or an age like 30m, 24h, 7d`;
  throw new CommandError(exitCode.usage, message);
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
