import { pino, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { prettyLine } from './log-line.ts';
import { hideSecrets } from './redaction.ts';

/** Pino's logger: `logger.info({ port }, 'listening')`, a constant phrase with the data in fields. */
export type Logger = PinoLogger;

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';

export interface LoggerOptions {
  /** The component, for example 'collector'. */
  readonly name: string;
  readonly level: LogLevel;
  /** Lines for people instead of JSON. */
  readonly pretty?: boolean;
  /** Where the lines go; standard error if absent, so that standard output stays free for results. */
  readonly destination?: DestinationStream;
}

/** Loggers that were made by `child`, by the one that `createLogger` made. */
const children = new WeakMap<Logger, Set<WeakRef<Logger>>>();
/** So many are kept in mind before those that nobody uses any more are let go. */
const mostChildren = 1_000;

/** Of a logger of `createLogger`, with all that were made of it: pino's have a level of their own each. */
export function setLogLevel(logger: Logger, level: LogLevel): void {
  logger.level = level;
  for (const child of children.get(logger) ?? []) {
    const made = child.deref();
    if (made !== undefined) made.level = level;
  }
}

function keep(known: Set<WeakRef<Logger>>, child: Logger): void {
  if (known.size >= mostChildren)
    for (const each of known) if (each.deref() === undefined) known.delete(each);
  if (known.size < mostChildren) known.add(new WeakRef(child));
}

/** A logger whose lines never have a secret that `hideSecrets` knows. */
export function createLogger({ name, level, pretty = false, destination }: LoggerOptions): Logger {
  const target = destination ?? pino.destination({ dest: 2, sync: true });
  const stream: DestinationStream = {
    write: (line) => {
      const safe = hideSecrets(line);
      target.write(pretty ? prettyLine(safe) : safe);
    },
  };
  const known = new Set<WeakRef<Logger>>();
  const logger = pino(
    {
      name,
      level,
      base: { name },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      onChild: (child) => keep(known, child),
    },
    stream,
  );
  children.set(logger, known);
  return logger;
}
