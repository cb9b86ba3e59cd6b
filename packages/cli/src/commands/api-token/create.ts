import type { Command } from 'commander';
import { permissions, type Permission } from '@hostwire/api/client';
import { durationMs } from '@hostwire/runtime/config';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printJson } from '../../terminal.ts';

interface CreateOptions extends CollectorOptions {
  readonly scope?: Permission[];
  readonly ttl: number | 'never';
}

export function registerCreate(apiToken: Command, context: CommandContext): void {
  collectorCommand(apiToken, 'create <name>', 'make an API token and print it, this once')
    .option('--scope <scope>', `${permissions.join(', ')} (repeatable; without: read)`, addScope)
    .option('--ttl <duration>', 'how long it is good for: 1h, 90d, or "never"', ttlOf, 90 * 86_400_000)
    .action(async (name: string, options: CreateOptions) => {
      const ttlSeconds = options.ttl === 'never' ? null : Math.round(options.ttl / 1_000);
      const body = { name, scopes: options.scope ?? (['read'] satisfies Permission[]), ttlSeconds };
      const answer = await context.api(options).apiTokens.create({ body });
      if (options.json) return printJson(context.terminal, answer);
      const { scopes, expiresMs } = answer.apiToken;
      const until = expiresMs === null ? 'until it is revoked' : `until ${new Date(expiresMs).toISOString()}`;
      context.terminal.out.write(
        `${answer.token}\n\nGood for ${scopes.join(', ')} ${until}. Elsewhere, set HOSTWIRE_TOKEN to it, or write it to a file for --token-file, and add --url.\n`,
      );
    });
}

function addScope(text: string, before: readonly Permission[] = []): Permission[] {
  const scope = permissions.find((each) => each === text);
  if (scope !== undefined) return [...before, scope];
  throw new CommandError(exitCode.usage, `--scope: got "${text}", expected ${permissions.join(', ')}.`);
}

function ttlOf(text: string): number | 'never' {
  if (text === 'never') return text;
  const parsed = durationMs().safeParse(text);
  if (parsed.success) return parsed.data;
  throw new CommandError(
    exitCode.usage,
    `--ttl: got "${text}", expected a duration such as 1h or 90d, or "never".`,
  );
}
