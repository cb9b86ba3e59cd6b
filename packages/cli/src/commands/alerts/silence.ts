import type { Command } from 'commander';
import type { SilenceRequest } from '@hostwire/alerts';
import type { Silence } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printJson, printListing } from '../../terminal.ts';
import { durationOption } from './duration-option.ts';

interface SilenceOptions extends CollectorOptions {
  readonly host?: string;
  readonly label?: string;
  readonly rule?: string;
  readonly device?: string;
  readonly for?: number;
  readonly reason: string;
  readonly every?: string;
  readonly at?: string;
  readonly timeZone: string;
  readonly except?: readonly string[];
}

export function registerSilence(alerts: Command, context: CommandContext): void {
  registerAdd(alerts, context);
  registerEnd(alerts, context);
  registerSilences(alerts, context);
}

function registerAdd(alerts: Command, context: CommandContext): void {
  collectorCommand(
    alerts,
    'silence',
    'record matching alerts without telling anybody: for a time, or again and again',
  )
    .option('--host <host>', 'of this host; * matches any text')
    .option('--label <key=value>', 'of hosts with this label')
    .option('--rule <rule>', 'of this rule')
    .option('--device <device>', 'of this device')
    .requiredOption('--reason <text>', 'why, for those who wonder later')
    .option('--for <duration>', 'how long: 30m, 2h; of a recurring one, each time', durationOption('--for'))
    .option('--every <days>', 'again and again: day, or mon,tue,wed')
    .option('--at <time>', 'when it begins each time: 22:00')
    .option('--time-zone <name>', 'of --at', 'UTC')
    .option(
      '--except <severity>',
      'tell these all the same (repeatable)',
      (value: string, all: readonly string[] | undefined) => [...(all ?? []), value],
    )
    .action(async (options: SilenceOptions) => {
      const body = requestOf(options, context.nowMs());
      const answer = await context.api(options).silences.add({ body: { ...body } });
      const { silence } = answer;
      if (options.json) return printJson(context.terminal, { silence });
      const until =
        silence.untilMs === null ? 'until you end it' : `until ${new Date(silence.untilMs).toISOString()}`;
      context.terminal.out.write(
        `Silence ${silence.id} is in force ${until}. End it with: hostwire alerts unsilence ${silence.id}\n`,
      );
    });
}

function requestOf(options: SilenceOptions, nowMs: number): SilenceRequest {
  const { host, label, rule, device, reason, every, at } = options;
  const lasts = options.for;
  if (lasts === undefined) throw new CommandError(exitCode.usage, 'Say how long, with --for 2h.');
  if ([host, label, rule, device].every((each) => each === undefined) && every === undefined)
    throw new CommandError(
      exitCode.usage,
      'Say what to silence: --host, --label, --rule or --device. For everything: --host "*".',
    );
  if ((every === undefined) !== (at === undefined))
    throw new CommandError(exitCode.usage, 'A recurring silence needs both --every and --at.');
  const scope = {
    ...(host && { host }),
    ...(label && { label }),
    ...(rule && { rule }),
    ...(device && { device }),
  };
  const except = [...(options.except ?? [])] as NonNullable<SilenceRequest['except']>;
  if (every === undefined || at === undefined) return { ...scope, reason, except, untilMs: nowMs + lasts };
  const recurs = { ...daysOf(every), at, lasts, timeZone: options.timeZone };
  return { ...scope, reason, except, untilMs: null, recurs };
}

function daysOf(every: string): { days?: NonNullable<NonNullable<SilenceRequest['recurs']>['days']> } {
  if (every === 'day') return {};
  const days = every.split(',').map((day) => day.trim().toLowerCase());
  return { days: days as NonNullable<NonNullable<SilenceRequest['recurs']>['days']> };
}

function registerEnd(alerts: Command, context: CommandContext): void {
  collectorCommand(alerts, 'unsilence <id>', 'end a silence').action(
    async (id: string, options: CollectorOptions) => {
      const answer = await context.api(options).silences.end({ params: { id } });
      if (options.json === true) printJson(context.terminal, answer);
      else context.terminal.out.write('The silence has ended. What still fires is told now.\n');
    },
  );
}

function registerSilences(alerts: Command, context: CommandContext): void {
  collectorCommand(alerts, 'silences', 'silences that are not over').action(
    async (options: CollectorOptions) => {
      const answer = await context.api(options).silences.list();
      if (options.json === true) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.silences,
        columns: {
          ID: (s) => s.id,
          WHAT: whatText,
          WHEN: whenText,
          REASON: (s) => s.reason,
          BY: (s) => s.actor,
        },
        whenEmpty: 'Nothing is silenced.',
      });
    },
  );
}

function whatText({ rule, host, label, device }: Silence): string {
  const parts = [
    rule && `rule ${rule}`,
    host && `host ${host}`,
    label && `label ${label}`,
    device && `device ${device}`,
  ];
  return parts.filter(Boolean).join(', ') || 'everything';
}

function whenText({ untilMs, recurs }: Silence): string {
  if (recurs !== null)
    return `${recurs.days.length === 7 ? 'every day' : recurs.days.join(',')} at ${recurs.at} ${recurs.timeZone} for ${Math.round(recurs.lasts / 60_000)} min`;
  return untilMs === null ? '' : `until ${new Date(untilMs).toISOString().slice(0, 16)}Z`;
}
