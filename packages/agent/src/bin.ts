/** hostwire-agent: the only place that reads the environment. Commands are loaded when they are called. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { endWithOutput, toError, type LogLevel } from '@hostwire/runtime';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { exitCode, exitCodeOf } from './commands/exit-code.ts';
import { defaultSource, sourceNames, type SourceName } from './sources/create-source.ts';
import { logLevels } from './local-settings.ts';
import { parseLimitOverrides } from './limit-overrides.ts';
import { agentVersion } from './version.ts';

function defaultState(): string {
  return process.getuid?.() === 0
    ? '/var/lib/hostwire-agent'
    : join(homedir(), '.local/state/hostwire-agent');
}

function notEmpty(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It must not be empty.');
  return value;
}

function wholeSeconds(value: string): number {
  const seconds = Number(value);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3600) return seconds;
  throw new InvalidArgumentError('It must be a whole number from 1 to 3600.');
}

function stateOption(): Option {
  return new Option('--state <dir>', 'folder of identity, key and spool')
    .env('HOSTWIRE_AGENT_STATE')
    .default(defaultState())
    .argParser(notEmpty);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

let code: number = exitCode.done;

const program = new Command('hostwire-agent')
  .description('Samples this host every second and streams it to a Hostwire collector.')
  .version(agentVersion())
  .option('--debug', 'show where an error came from')
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 not reachable (status: not running), 4 not allowed',
  )
  .showHelpAfterError('(hostwire-agent --help shows how it is used)')
  .exitOverride();

program
  .command('enroll')
  .description('make this host known to a collector, with the token of `hostwire token create`')
  .requiredOption('--collector <url>', 'wss://HOST:PORT of the gateway', notEmpty)
  .option('--token-file <file>', 'file with the enrolment token, "-": standard input', notEmpty)
  .option('--token <token>', 'the token itself; everybody on this host can see it while this runs', notEmpty)
  .option('--name <name>', 'name of this host (default: its host name)', notEmpty)
  .addOption(stateOption())
  .option('--force', 'replace an identity that is there', false)
  .option('--if-needed', 'leave an identity that is there, and succeed', false)
  .option('--check', 'only look for what would go wrong, change nothing', false)
  .action(
    async (flags: {
      collector: string;
      token?: string;
      tokenFile?: string;
      name?: string;
      state: string;
      force: boolean;
      check: boolean;
      ifNeeded: boolean;
    }) => {
      const { enroll } = await import('./commands/enroll.ts');
      code = await enroll(flags, print);
    },
  );

program
  .command('run')
  .description('sample and send until SIGTERM; a second signal leaves at once')
  .addOption(stateOption())
  .option('--collector <url>', 'another address of the same collector', notEmpty)
  .addOption(
    new Option('--source <name>', 'linux: the files of the kernel; portable: systeminformation')
      .choices(sourceNames)
      .default(defaultSource(process.platform))
      .env('HOSTWIRE_AGENT_SOURCE'),
  )
  .addOption(
    new Option(
      '--metrics-folder <dir>',
      'where other programs put NAME.prom files (default: metrics.d in the state)',
    )
      .env('HOSTWIRE_AGENT_METRICS_FOLDER')
      .argParser(notEmpty),
  )
  .addOption(
    new Option('--statsd-socket <path>', 'take StatsD datagrams on a Unix socket there')
      .env('HOSTWIRE_AGENT_STATSD_SOCKET')
      .argParser(notEmpty),
  )
  .addOption(
    new Option(
      '--log-level <level>',
      'least severe level to log (default: logLevel of agent.json in the state, or info)',
    )
      .choices(logLevels)
      .env('HOSTWIRE_LOG_LEVEL'),
  )
  .addOption(
    new Option('--programs <dir>', 'of a launcher: where the agent puts newer versions of itself').hideHelp(),
  )
  .option('--proc-root <dir>', "the host's /proc, for an agent in a container", notEmpty, '/proc')
  .option('--sys-root <dir>', "the host's /sys", notEmpty, '/sys')
  .addOption(new Option('--until-stdin-closes', 'also stop when standard input ends').hideHelp())
  .addOption(
    new Option('--limit-overrides <json>', 'smaller limits, to try out what happens at them').hideHelp(),
  )
  .action(
    async (flags: {
      state: string;
      collector?: string;
      source: SourceName;
      metricsFolder?: string;
      statsdSocket?: string;
      logLevel?: LogLevel;
      programs?: string;
      procRoot: string;
      sysRoot: string;
      untilStdinCloses?: boolean;
      limitOverrides?: string;
    }) => {
      const { run } = await import('./commands/run.ts');
      const { untilStdinCloses, limitOverrides = '{}', ...rest } = flags;
      const until = untilStdinCloses ? { until: process.stdin } : {};
      const overrides = parseLimitOverrides(limitOverrides);
      const pretty = process.stderr.isTTY;
      const inTerminal = pretty || process.stdout.isTTY || process.stdin.isTTY;
      code = await run({ ...rest, ...until, overrides, pretty, inTerminal });
    },
  );

program
  .command('status')
  .description('what the agent on this host is doing; works when it is down, too')
  .addOption(stateOption())
  .option('--json', 'for programs', false)
  .option('--prometheus', "in Prometheus's text format, for a textfile collector", false)
  .action(async (flags: { state: string; json: boolean; prometheus: boolean }) => {
    const { status } = await import('./commands/status.ts');
    code = status(flags, print);
  });

program
  .command('verify')
  .description('read this host twice by different ways, and say where they disagree (then exit code 1)')
  .option('--seconds <n>', 'how long to look; from 5 on every group is', wholeSeconds, 15)
  .option('--json', 'for programs', false)
  .action(async (flags: { seconds: number; json: boolean }) => {
    const { verify } = await import('./commands/verify.ts');
    code = await verify(flags, print);
  });

/** The exit code. */
async function main(): Promise<number> {
  try {
    await program.parseAsync();
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCode.done : exitCode.usage; // it has said why
    const error = toError(thrown);
    const text = program.opts()['debug'] === true ? error.stack : error.message;
    process.stderr.write(`hostwire-agent: ${text}\n`);
    return exitCodeOf(thrown);
  }
}

endWithOutput(process);
void main().then((status) => process.exit(status)); // without `await`: the bundle is a CommonJS module
