import type { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { parseRules, printRules, ruleSchema, type ParsedRules, type Rule } from '@hostwire/alerts';
import type { AlertRuleEntry, PreviewResponse } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printJson, printListing } from '../../terminal.ts';
import { durationOption } from './duration-option.ts';

export function registerRules(alerts: Command, context: CommandContext): void {
  const rules = alerts.command('rules').description('what is looked at, and when it fires');
  registerListing(rules, context);
  registerFile(rules, context);
  registerPreview(rules, context);
}

function registerListing(rules: Command, context: CommandContext): void {
  collectorCommand(rules, 'list', 'every rule, with what it costs').action(
    async (options: CollectorOptions) => {
      const answer = await context.api(options).alertRules.list();
      if (options.json === true) return printJson(context.terminal, answer);
      printListing(context.terminal, {
        rows: answer.rules,
        columns: {
          RULE: ({ rule }) => rule.id,
          KIND: ({ rule }) => rule.kind,
          SEVERITY: ({ rule }) => rule.severity,
          STATE: ({ rule, error }) => (error !== null ? 'fails' : rule.enabled ? 'on' : 'off'),
          SOURCE: ({ source }) => source,
          COST: costText,
          SUMMARY: ({ rule }) => rule.summary,
        },
        whenEmpty: 'No rules.',
      });
    },
  );
  collectorCommand(rules, 'show <rule>', 'a rule as YAML, why it is so, and whether it works').action(
    async (id: string, options: CollectorOptions) => {
      const entry = await find(context, { id, options });
      if (options.json === true) return printJson(context.terminal, entry);
      context.terminal.out.write(printRules([ruleSchema.parse(entry.rule)]));
      if (entry.error !== null) context.terminal.out.write(`\n# It cannot be evaluated: ${entry.error}\n`);
    },
  );
  collectorCommand(rules, 'export', 'all rules as YAML').action(async (options: CollectorOptions) => {
    const answer = await context.api(options).alertRules.list();
    context.terminal.out.write(printRules(answer.rules.map(({ rule }) => ruleSchema.parse(rule))));
  });
  collectorCommand(
    rules,
    'reset <rule>',
    'make a default as it ships again, or remove a rule of your own',
  ).action(async (id: string, options: CollectorOptions) => {
    await context.api(options).alertRules.reset({ params: { id } });
    context.terminal.out.write(`The rule ${id} is as it ships again, or gone if it was your own.\n`);
  });
}

function registerFile(rules: Command, context: CommandContext): void {
  rules
    .command('lint <file>')
    .description('check a file of rules, without a collector')
    .option('--json', 'print JSON')
    .action(async (file: string, { json }: CollectorOptions) => {
      const parsed = readRules(file);
      if (parsed.problems.some(({ isError }) => isError)) context.exitWith(exitCode.failed);
      if (json === true) return printJson(context.terminal, { problems: parsed.problems });
      printProblems(context, parsed);
      context.terminal.out.write(`${parsed.rules.length} rules can be read.\n`);
    });
  collectorCommand(rules, 'apply <file>', 'set the rules of a file, all or none')
    .option('--dry-run', 'only say what would change')
    .action(async (file: string, { dryRun = false, ...options }: CollectorOptions & { dryRun?: boolean }) => {
      const parsed = readRules(file);
      printProblems(context, parsed);
      if (parsed.problems.some(({ isError }) => isError))
        throw new CommandError(exitCode.usage, `${file} has mistakes: nothing was changed.`);
      const answer = await context
        .api(options)
        .alertRules.set({ body: { rules: [...parsed.rules], dryRun } });
      const unusable = answer.problems.filter(({ isError }) => isError);
      if (unusable.length > 0) context.exitWith(exitCode.failed);
      if (options.json === true) return printJson(context.terminal, answer);
      printProblems(context, { problems: unusable });
      const changes = answer.differences.filter(({ change }) => change !== 'same');
      for (const { id, change, details } of changes)
        context.terminal.out.write(`${change} ${id}\n${details.map((detail) => `  ${detail}\n`).join('')}`);
      const verb = dryRun ? 'would change' : 'changed';
      context.terminal.out.write(
        changes.length === 0 ? 'Nothing changes.\n' : `${changes.length} rules ${verb}.\n`,
      );
    });
}

interface PreviewOptions extends CollectorOptions {
  readonly last: number;
  readonly host?: string;
}

function registerPreview(rules: Command, context: CommandContext): void {
  collectorCommand(
    rules,
    'test <rule-or-file>',
    'what a rule would have fired: one in force, or the rules of a file',
  )
    .option('--last <duration>', 'how far back: 6h, 7d', durationOption('--last'), 86_400_000)
    .option('--host <host>', 'only on this host')
    .action(async (name: string, { last, host, ...options }: PreviewOptions) => {
      const tested: readonly Rule[] = /[./]/.test(name)
        ? readRules(name).rules
        : [ruleSchema.parse((await find(context, { id: name, options })).rule)];
      const toMs = context.nowMs();
      for (const rule of tested) {
        const body = { rule, fromMs: toMs - last, toMs, ...(host !== undefined && { host }) };
        const preview = await context.api(options).alertRules.preview({ body });
        if (options.json === true) printJson(context.terminal, { rule: rule.id, ...preview });
        else printPreview(context, { id: rule.id, preview });
      }
    });
}

function printPreview(
  context: CommandContext,
  { id, preview }: { id: string; preview: PreviewResponse },
): void {
  const times = preview.total === 1 ? 'once' : `${preview.total} times`;
  context.terminal.out.write(
    `${id} would have fired ${times} (asking took ${Math.round(preview.queryMs)} ms for ${preview.rows} rows)\n`,
  );
  if (preview.alerts.length === 0) return;
  printListing(context.terminal, {
    rows: preview.alerts,
    columns: {
      SINCE: (a) => new Date(a.sinceMs).toISOString().slice(0, 19),
      FIRED: (a) => new Date(a.firedMs).toISOString().slice(11, 19),
      RESOLVED: (a) =>
        a.resolvedMs === null ? 'not yet' : new Date(a.resolvedMs).toISOString().slice(11, 19),
      HOST: (a) => a.host,
      DEVICE: (a) => a.device,
      SUMMARY: (a) => a.summary,
    },
    whenEmpty: '',
  });
}

async function find(
  context: CommandContext,
  { id, options }: { id: string; options: CollectorOptions },
): Promise<AlertRuleEntry> {
  const { rules } = await context.api(options).alertRules.list();
  const entry = rules.find(({ rule }) => rule.id === id);
  if (entry !== undefined) return entry;
  throw new CommandError(exitCode.failed, `There is no rule ${id}: see "hostwire alerts rules list".`);
}

function readRules(file: string): ParsedRules {
  try {
    return parseRules(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError(
      exitCode.usage,
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function printProblems(context: CommandContext, { problems }: Pick<ParsedRules, 'problems'>): void {
  for (const { rule, problem, isError } of problems)
    context.terminal.err.write(
      `${isError ? 'error' : 'note '} ${rule === '' ? '' : `${rule}: `}${problem}\n`,
    );
}

function costText({ cost }: AlertRuleEntry): string {
  if (cost === null) return '';
  const share = (100 * cost.queryMs) / cost.rules / cost.everyMs;
  return `${share.toFixed(2)} % of the time`;
}
