import type { Command } from 'commander';
import type { Role } from '@hostwire/api/client';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { printJson } from '../../terminal.ts';
import { addLabel } from '../key-value.ts';
import { labelText } from '../label-text.ts';
import { roleOf } from './role-of.ts';

interface RoleOptions extends CollectorOptions {
  readonly label?: Readonly<Record<string, string>>;
  readonly allHosts?: boolean;
}

export function registerRole(users: Command, context: CommandContext): void {
  collectorCommand(users, 'role <name>', 'change what a user may do')
    .argument('<role>', 'viewer, operator or administrator', roleOf)
    .option('--label <key=value>', 'a viewer sees only hosts with this label (repeatable)', addLabel)
    .option('--all-hosts', 'a viewer sees every host again')
    .action(async (name: string, role: Role, options: RoleOptions) => {
      const labels = options.allHosts === true ? {} : options.label;
      const body = { role, ...(labels === undefined ? {} : { labels: { ...labels } }) };
      const answer = await context.api(options).users.change({ params: { name }, body });
      if (options.json) return printJson(context.terminal, answer);
      const { user } = answer;
      const seen = user.role === 'viewer' ? ` and sees ${labelText(user.labels) || 'every host'}` : '';
      context.terminal.out.write(`${user.name} is ${user.role}${seen}.\n`);
    });
}
