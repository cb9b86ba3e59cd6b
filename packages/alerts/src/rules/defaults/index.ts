import { ruleSchema, type Rule } from '../rule.ts';
import { agentCloned } from './agent-cloned.ts';
import { agentOverBudget } from './agent-over-budget.ts';
import { cgroupThrottled } from './cgroup-throttled.ts';
import { clockOff } from './clock-off.ts';
import { collectorAway } from './collector-away.ts';
import { conntrackNearlyFull } from './conntrack-nearly-full.ts';
import { cpuSaturated } from './cpu-saturated.ts';
import { cpuSteal } from './cpu-steal.ts';
import { databaseLost } from './database-lost.ts';
import { diskSlow } from './disk-slow.ts';
import { filesystemFull } from './filesystem-full.ts';
import { filesystemFullSoon } from './filesystem-full-soon.ts';
import { filesystemNearlyFull } from './filesystem-nearly-full.ts';
import { filesystemReadOnly } from './filesystem-read-only.ts';
import { hostSilent } from './host-silent.ts';
import { ingestStalled } from './ingest-stalled.ts';
import { inodesNearlyFull } from './inodes-nearly-full.ts';
import { linkDown } from './link-down.ts';
import { linkFlapping } from './link-flapping.ts';
import { listenOverflows } from './listen-overflows.ts';
import { memoryNearlyExhausted } from './memory-nearly-exhausted.ts';
import { mountDead } from './mount-dead.ts';
import { networkDrops } from './network-drops.ts';
import { networkErrors } from './network-errors.ts';
import { oomKill } from './oom-kill.ts';
import { raidDegraded } from './raid-degraded.ts';
import { spoolGrowing } from './spool-growing.ts';
import { storageBudget } from './storage-budget.ts';
import { swapStorm } from './swap-storm.ts';
import { temperatureHigh } from './temperature-high.ts';

/** On from the first minute. A rule of the database with the same id goes before it. */
export const defaultRules: readonly Rule[] = [
  hostSilent,
  ingestStalled,
  collectorAway,
  agentCloned,
  clockOff,
  databaseLost,
  storageBudget,
  agentOverBudget,
  spoolGrowing,
  cpuSaturated,
  cpuSteal,
  cgroupThrottled,
  memoryNearlyExhausted,
  swapStorm,
  oomKill,
  filesystemNearlyFull,
  filesystemFull,
  filesystemFullSoon,
  inodesNearlyFull,
  filesystemReadOnly,
  diskSlow,
  mountDead,
  networkErrors,
  networkDrops,
  linkDown,
  linkFlapping,
  conntrackNearlyFull,
  listenOverflows,
  temperatureHigh,
  raidDegraded,
].map((rule) => ruleSchema.parse(rule));
