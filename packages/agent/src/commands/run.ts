import { join } from 'node:path';
import type { Readable } from 'node:stream';
import {
  createLogger,
  requirePrivateFolder,
  runDaemon,
  setLogLevel,
  systemClock,
  type Logger,
  type LogLevel,
} from '@hostwire/runtime';
import { Agent, type AgentOptions } from '../agent.ts';
import { parseCollectorAddress } from '../collector-address.ts';
import { loadIdentity } from '../identity.ts';
import { readMachine } from '../machine.ts';
import { MetricGroup } from '../metrics/metric-group.ts';
import { SourceWithMetrics } from '../metrics/source-with-metrics.ts';
import { sourceMaker, type SourceName } from '../sources/create-source.ts';
import type { Source } from '../sources/sampling/source.ts';
import { readLocalSettings } from '../local-settings.ts';
import type { LimitOverrides } from '../limit-overrides.ts';
import type { UpgradeParts } from '../upgrade/upgrader-for.ts';
import { agentVersion } from '../version.ts';

export interface RunFlags {
  readonly state: string;
  /** Another address of the same collector; its key is the same. */
  readonly collector?: string;
  readonly source: SourceName;
  /** Where other programs put metrics; default: metrics.d in the state folder. */
  readonly metricsFolder?: string;
  /** Path of the StatsD socket; without it there is none. */
  readonly statsdSocket?: string;
  /** Default: that of the local settings, or info. */
  readonly logLevel?: LogLevel;
  readonly pretty: boolean;
  /** Whether it was started in a terminal. */
  readonly inTerminal: boolean;
  /** Where newer versions of the agent go, and a launcher finds them; without it the agent stays as it is. */
  readonly programs?: string;
  /** Where the kernel's files are. */
  readonly procRoot: string;
  readonly sysRoot: string;
  /** Stop when this ends: whoever started the agent is gone. */
  readonly until?: Readable;
  readonly overrides: LimitOverrides;
}

const stopDeadlineMs = 7_000;
const inventoryMs = 20_000;

/** Runs until a signal. Resolves with the exit code; rejects when it cannot start. */
export async function run(flags: RunFlags): Promise<number> {
  const { identity, privateKey } = loadIdentity(flags.state);
  requirePrivateFolder(flags.state);
  const collector = parseCollectorAddress(flags.collector ?? identity.collector).url;
  const makeSource = await sourceMaker(flags.source, process.platform);
  const { procRoot, sysRoot } = flags;
  const logger = createLogger({ name: 'agent', level: levelOf(flags), pretty: flags.pretty });
  let source: Source | undefined;
  const makeUpgrader = await upgraderMaker(flags, { address: parseCollectorAddress(collector), logger });
  const agent = new Agent({
    stateDir: flags.state,
    identity: { ...identity, collector },
    privateKey,
    machine: readMachine(),
    version: agentVersion(),
    overrides: flags.overrides,
    makeUpgrader,
    clock: systemClock,
    logger,
    makeSource: (self) =>
      (source = new SourceWithMetrics(
        makeSource({ clock: systemClock, self, procRoot, sysRoot }),
        metricGroup(flags),
      )),
    // Loaded when it is due: the agent's memory is not to carry it from the start.
    collectInventory: async (signal) => {
      const { collectInventory } = await import('../inventory/inventory.ts');
      return collectInventory({ timeoutMs: inventoryMs, logger, signal });
    },
  });
  await agent.start(); // an agent that cannot start says so in one line, before there is a daemon
  flags.until?.once('close', () => process.kill(process.pid, 'SIGTERM'));
  flags.until?.resume();
  // A terminal that is closed stops what runs in it.
  const reload = flags.inTerminal ? undefined : reloadOf(flags, logger);
  const code = await runDaemon(agent, { logger, stopDeadlineMs, reload });
  leaveUnlessFree(source?.pending?.() ?? [], logger);
  return code;
}

/** Throws SETTINGS_INVALID. */
function levelOf({ state, logLevel }: RunFlags): LogLevel {
  const local = readLocalSettings(state);
  return logLevel ?? local.logLevel ?? 'info';
}

function reloadOf(flags: RunFlags, logger: Logger): () => Promise<void> {
  return async () => {
    const logLevel = levelOf(flags);
    setLogLevel(logger, logLevel);
    logger.info({ logLevel }, 'local settings read again; those of the collector come by themselves');
  };
}

/** exit(3) waits for all threads, and one that waits for a dead server never ends; SIGKILL frees it. All is stored by now. */
function leaveUnlessFree(pending: readonly string[], logger: Logger): void {
  if (pending.length === 0) return;
  logger.warn({ pending }, 'stopped; killing this process, because a thread of it still waits for an answer');
  process.kill(process.pid, 'SIGKILL');
}

function metricGroup({ state, metricsFolder, statsdSocket }: RunFlags): MetricGroup {
  const folder = metricsFolder ?? join(state, 'metrics.d');
  return new MetricGroup({ folder, statsdSocket, nowMs: () => systemClock.nowMs() });
}

/** Loaded where a launcher started this program only: the memory of others is not to carry it. */
async function upgraderMaker(
  { programs, overrides }: RunFlags,
  parts: Pick<UpgradeParts, 'address' | 'logger'>,
): Promise<AgentOptions['makeUpgrader']> {
  if (programs === undefined) return undefined;
  const { upgraderFor } = await import('../upgrade/upgrader-for.ts');
  const own = {
    folder: programs,
    version: agentVersion(),
    random: () => Math.random() * overrides.waitShare,
    restart: () => process.kill(process.pid, 'SIGTERM'),
  };
  return (ofAgent) => upgraderFor({ ...parts, ...own, ...ofAgent });
}
