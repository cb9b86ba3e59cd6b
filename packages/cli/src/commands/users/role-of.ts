import { roles, type Role } from '@hostwire/api/client';
import { CommandError, exitCode } from '../../exit-code.ts';

export function roleOf(text: string): Role {
  const role = roles.find((each) => each === text);
  if (role !== undefined) return role;
  throw new CommandError(exitCode.usage, `got the role "${text}", expected ${roles.join(', ')}.`);
}
