import type { Command } from 'commander';
import type { UserEntry } from '@hostwire/api';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { ago, printJson, printListing } from '../../terminal.ts';
import { labelText } from '../label-text.ts';

export function registerList(users: Command, context: CommandContext): void {
  collectorCommand(
    users,
    'list',
    'everybody who may sign in, besides the administrator of "hostwire login"',
  ).action(async (options: CollectorOptions) => {
    const answer = await context.api(options).users.list();
    if (options.json) return printJson(context.terminal, answer);
    printListing(context.terminal, {
      rows: answer.users,
      columns: {
        NAME: (u) => u.name,
        ROLE: (u) => u.role,
        STATE: (u) => (u.disabled ? 'disabled' : 'active'),
        SEES: (u) => labelText(u.labels) || 'every host',
        'SIGNS IN BY': signsInBy,
        'LAST SEEN': (u) => ago(u.usedMs, context.nowMs()),
      },
      whenEmpty: 'No users yet. "hostwire users add NAME" makes one.',
    });
  });
}

function signsInBy(user: UserEntry): string {
  if (user.fromProvider) return 'provider';
  if (user.hasPassword) return user.hasSecondFactor ? 'password and code' : 'password';
  return user.invitedUntilMs === null ? 'nothing yet: "users reset"' : 'invitation';
}
