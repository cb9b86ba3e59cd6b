import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '@hostwire/runtime';
import { loadIdentity } from '../identity.ts';
import { readMachine } from '../machine.ts';
import { isAlive, readLock } from '../spool/lock.ts';
import { readStatus, type AgentStatus, type BudgetStatus } from '../status-file.ts';
import { agentVersion } from '../version.ts';
import { exitCode } from './exit-code.ts';
import { statusMetrics } from './status-metrics.ts';

export interface StatusFlags {
  readonly state: string;
  readonly json: boolean;
  /** As metrics for a textfile collector. */
  readonly prometheus?: boolean;
}

/** Exit code 0 while the agent runs, 3 when it does not: then what it wrote last is shown, with the state `stopped`. */
export function status(flags: StatusFlags, print: (line: string) => void): number {
  const { identity } = loadIdentity(flags.state);
  const holder = readLock(join(flags.state, 'lock'));
  const isRunning = holder !== undefined && isAlive(holder, readMachine().bootId);
  const last = readStatus(flags.state) ?? neverRan(identity);
  const current: AgentStatus = isRunning
    ? { ...last, pid: holder.pid }
    : { ...last, pid: null, state: 'stopped' };
  if (flags.prometheus === true) print(statusMetrics(current).trimEnd());
  else if (flags.json) print(JSON.stringify(current));
  else for (const line of describe(current, Date.now(), isReadOnly(flags.state))) print(line);
  return isRunning ? exitCode.done : exitCode.unreachable;
}

function neverRan({
  host,
  agentId,
  collector,
}: {
  host: string;
  agentId: string;
  collector: string;
}): AgentStatus {
  return {
    pid: null,
    state: 'stopped',
    host,
    agent_id: agentId,
    collector,
    version: agentVersion(),
    started_ms: 0,
    updated_ms: 0,
    error: null,
    spool: { epoch: '', bytes: 0, batches: 0, firstSeq: 1, lastSeq: 0, waiting: 0 },
    last_ack: null,
    last_sample_ms: null,
    interval_ms: 1_000,
    issues: [],
  };
}

/** An agent that runs writes its status more often than this, or than this many samples are apart. */
const stalledMs = 30_000;
const stalledIntervals = 3;

/** How long an agent that runs has been silent; 0 while it works. */
function silentMs(
  { pid, updated_ms: updatedMs, interval_ms: intervalMs }: AgentStatus,
  nowMs: number,
): number {
  const ageMs = nowMs - updatedMs;
  const isSilent =
    pid !== null && updatedMs > 0 && ageMs > Math.max(stalledMs, stalledIntervals * intervalMs);
  return isSilent ? ageMs : 0;
}

/** Whether the disk of the state folder takes no writes at all: then the agent's status stays as it was before. */
function isReadOnly(state: string): boolean {
  try {
    accessSync(state, constants.W_OK);
    return false;
  } catch (error) {
    return errorCode(error) === 'EROFS';
  }
}

/** An agent that works writes only now and then: its ages are of when it did, and older than a few seconds they say so. */
export function describe(now: AgentStatus, nowMs: number, isDiskReadOnly = false): string[] {
  const silent = silentMs(now, nowMs);
  const statusMs = now.pid === null || now.updated_ms === 0 || silent > 0 ? nowMs : now.updated_ms;
  const seconds = (fromMs: number, toMs: number) => Math.max(0, Math.round((toMs - fromMs) / 1000));
  const ago = (ms: number | undefined | null) => (ms ? `${seconds(ms, statusMs)} s ago` : 'never');
  const age = seconds(statusMs, nowMs);
  const { spool, error, last_ack: lastAck } = now;
  const pid = now.pid === null ? '' : ` (pid ${now.pid})`;
  const lines = [
    `host       ${now.host}`,
    `state      ${now.state}${pid}${age > 2 ? `, all as it was ${age} s ago` : ''}`,
    `collector  ${now.collector}`,
    `sample     ${ago(now.last_sample_ms)}`,
    `ack        ${lastAck === null ? 'never' : `batch ${lastAck.seq}, ${ago(lastAck.ms)}`}`,
    `spool      ${spool.batches} batches not acknowledged, ${Math.ceil(spool.bytes / 1024)} KiB, last ${spool.lastSeq}`,
  ];
  if (isDiskReadOnly)
    lines.push(
      'disk       the state folder is on a file system that is read-only (EROFS): samples wait in memory, and a gap says what did not fit',
    );
  else if (silent > 0)
    lines.push(
      `stalled    for ${Math.round(silent / 1000)} s: a read does not return; /proc/${now.pid}/stack (as root) shows which`,
    );
  if (now.history !== undefined && now.history.epochs > 0)
    lines.push(
      `backlog    ${now.history.batches} batches, ${Math.ceil(now.history.bytes / 1024)} KiB, carried behind what is new`,
    );
  if (spool.waiting > 0) lines.push(`disk       takes nothing: ${spool.waiting} batches are in memory only`);
  if (error !== null) lines.push(`problem    ${error.message} (${error.code})`);
  lines.push(...describeUpgrade(now.upgrade));
  if (now.budget !== undefined) lines.push(...describeBudget(now.budget));
  lines.push(...now.issues.map(describeIssue));
  return lines;
}

function describeUpgrade(upgrade: AgentStatus['upgrade']): string[] {
  if (upgrade === null || upgrade === undefined) return [];
  const { version, state, detail } = upgrade;
  return [`upgrade    to ${version}: ${state}${detail === '' ? '' : ` (${detail})`}`];
}

function describeIssue({ group, device, message }: AgentStatus['issues'][number]): string {
  return `not read   ${device ? `${group} ${device}` : group}: ${message}`;
}

function describeBudget(budget: BudgetStatus): string[] {
  const { cpu_pct_used: cpuPct, slowed } = budget;
  const over = (isOver: boolean) => (isOver ? ', OVER' : '');
  const cpu = `CPU ${cpuPct === null ? 'not measured yet' : `${cpuPct.toFixed(2)} %`} of ${budget.cpu_pct} %${over(budget.over_cpu)}`;
  const memory = `memory ${budget.rss_mb_used} of ${budget.rss_mb} MB${over(budget.over_rss)}`;
  const slower = Object.entries(slowed).map(
    ([group, factor]) =>
      `slowed     ${group}: its interval is ${factor} times what is set, to keep the CPU budget`,
  );
  return [`budget     ${cpu}; ${memory}`, ...slower];
}
