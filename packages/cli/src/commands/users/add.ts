import type { Command } from 'commander';
import type { Role } from '@hostwire/api/client';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';
import { addLabel } from '../key-value.ts';
import { printInvitation } from './invitation.ts';
import { roleOf } from './role-of.ts';

interface AddOptions extends CollectorOptions {
  readonly role: Role;
  readonly label?: Readonly<Record<string, string>>;
}

export function registerAdd(users: Command, context: CommandContext): void {
  collectorCommand(
    users,
    'add <name>',
    'invite somebody: print a link with which that user chooses a password',
  )
    .option('--role <role>', 'viewer, operator or administrator', roleOf, 'viewer')
    .option('--label <key=value>', 'a viewer sees only hosts with this label (repeatable)', addLabel)
    .action(async (name: string, options: AddOptions) => {
      const body = { name, role: options.role, labels: { ...options.label } };
      const answer = await context.api(options).users.add({ body });
      if (options.json) return printJson(context.terminal, answer);
      printInvitation(context, answer);
    });
}
