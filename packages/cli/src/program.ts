import { Command, CommanderError } from 'commander';
import { registerAgents } from './commands/agents/agents.ts';
import { registerAlerts } from './commands/alerts/register.ts';
import { registerApiToken } from './commands/api-token/api-token.ts';
import { registerAuditLog } from './commands/audit-log.ts';
import { registerAudit } from './commands/audit.ts';
import { registerBoards } from './commands/boards.ts';
import { registerChanges } from './commands/changes.ts';
import { registerCollector } from './commands/collector/run.ts';
import { registerCompletion } from './commands/completion.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerDump } from './commands/dump.ts';
import { registerKeys } from './commands/keys/keys.ts';
import { registerLogin } from './commands/login.ts';
import { registerManual } from './commands/manual.ts';
import { registerOutlook } from './commands/outlook.ts';
import { registerReport } from './commands/report.ts';
import { registerSql } from './commands/sql.ts';
import { registerStorage } from './commands/storage/storage.ts';
import { registerToken } from './commands/token/token.ts';
import { registerTop } from './commands/top.ts';
import { registerUsers } from './commands/users/users.ts';
import { registerUp } from './commands/up.ts';
import type { CommandContext } from './context.ts';
import { exitCode, exitCodeOf } from './exit-code.ts';
import { safeTerminal, type Streams } from './terminal.ts';

/** What a command line is run in. */
export interface Surroundings extends Omit<CommandContext, 'exitWith' | 'terminal'> {
  readonly terminal: Streams;
}

const footer = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not reachable, 4 not allowed.
The data folder is ./data; --data DIR or HOSTWIRE_DATA names another.`;

export function buildProgram(context: CommandContext, version: string): Command {
  const program = new Command('hostwire')
    .description('Host monitoring: every second of every host, exactly once, in ClickHouse')
    .version(version)
    .option('--debug', 'show stack traces')
    .addHelpText('after', footer)
    .showHelpAfterError('(add --help for what is possible)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.terminal.out.write(text),
      writeErr: (text) => context.terminal.err.write(text),
    });
  registerUp(program, context);
  registerCollector(program, context);
  registerToken(program, context);
  registerAgents(program, context);
  registerTop(program, context);
  registerDump(program, context);
  registerSql(program, context);
  registerAlerts(program, context);
  registerBoards(program, context);
  registerOutlook(program, context);
  registerChanges(program, context);
  registerReport(program, context);
  registerAudit(program, context);
  registerLogin(program, context);
  registerKeys(program, context);
  registerUsers(program, context);
  registerApiToken(program, context);
  registerAuditLog(program, context);
  registerStorage(program, context);
  registerDoctor(program, context);
  registerCompletion(program, context);
  registerManual(program, context, { version, footer });
  return program;
}

/** Runs one command line (without node and script). Gives the exit code; errors become one message on `err`. */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
  version: string,
): Promise<number> {
  let result: number = exitCode.done;
  const terminal = safeTerminal(surroundings.terminal);
  const context = { ...surroundings, terminal, exitWith: (code: number) => void (result = code) };
  const program = buildProgram(context, version);
  try {
    await program.parseAsync(args, { from: 'user' });
    return result;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
    const debug = args.includes('--debug');
    const text =
      error instanceof Error ? (debug ? (error.stack ?? error.message) : error.message) : String(error);
    context.terminal.err.write(`hostwire: ${text}\n`);
    return exitCodeOf(error);
  }
}
