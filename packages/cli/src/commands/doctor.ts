import type { Command } from 'commander';
import { accessSync, constants, statfsSync } from 'node:fs';
import { connect } from 'node:net';
import type { AgentsResponse, StatusResponse, UsageResponse } from '@hostwire/api';
import type { Client } from '@hostwire/api/client';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { printJson, type Terminal } from '../terminal.ts';

/** What one check found; `fix` says what to do when it is not ok. */
interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  readonly fix?: string;
}

const minFreeBytes = 2 * 2 ** 30;
/** Batches of hosts that nobody looks at wait up to 4 s for others to share their INSERT. */
const maxCommitDelayMs = 10_000;
const connectLimitMs = 3_000;
const shownNames = 3;
/** Less history than this is worth a word. */
const minRawDays = 3;

export function registerDoctor(program: Command, context: CommandContext): void {
  collectorCommand(program, 'doctor', 'check the installation and say how to fix what is wrong').action(
    async (options: CollectorOptions) => {
      const findings = [
        checkNode(),
        checkFolder(context.dataDir(options.data)),
        ...(await checkCollector(context.api(options))),
      ];
      if (options.json === true) printJson(context.terminal, { findings });
      else for (const finding of findings) printFinding(context.terminal, finding);
      if (findings.some((finding) => !finding.ok)) context.exitWith(exitCode.failed);
    },
  );
}

function printFinding(terminal: Terminal, finding: Finding): void {
  const mark = finding.ok ? 'ok  ' : 'BAD ';
  terminal.out.write(`${mark} ${finding.check}: ${finding.found}\n`);
  if (!finding.ok && finding.fix !== undefined) terminal.out.write(`     ${finding.fix}\n`);
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { check: 'Node', ok, found: process.versions.node, fix: 'Install Node 20.19 or newer.' };
}

function checkFolder(dataDir: string): Finding {
  const check = 'data folder';
  try {
    accessSync(dataDir, constants.W_OK);
    const { bavail, bsize } = statfsSync(dataDir);
    const freeBytes = bavail * bsize;
    const found = `${dataDir}, ${(freeBytes / 2 ** 30).toFixed(1)} GiB free`;
    return {
      check,
      ok: freeBytes >= minFreeBytes,
      found,
      fix: 'Free some disk space: below 2 GiB ClickHouse may have to stop merging.',
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      check,
      ok: false,
      found: why,
      fix: 'Name the right one with --data DIR or HOSTWIRE_DATA, and run this as the user that runs the collector.',
    };
  }
}

async function checkCollector(api: Client): Promise<Finding[]> {
  let status: StatusResponse;
  try {
    status = await api.status.show();
  } catch (error) {
    return [
      {
        check: 'collector',
        ok: false,
        found: error instanceof Error ? error.message : String(error),
      },
    ];
  }
  return [
    {
      check: 'collector',
      ok: true,
      found: `version ${status.version}, up since ${utc(status.startedMs)}`,
    },
    checkClickHouse(status),
    ...checkConfinement(status),
    checkLostData(status),
    ...(status.clickhouse.reachable ? [checkRetention(await api.storage.usage())] : []),
    checkIdentities(await api.agents.list()),
    await checkGateway(status.gateway.url),
    checkIngest(status),
  ];
}

function checkClickHouse({ clickhouse }: StatusResponse): Finding {
  const found = clickhouse.reachable ? `version ${clickhouse.version ?? 'unknown'}` : 'does not answer';
  return {
    check: 'ClickHouse',
    ok: clickhouse.reachable,
    found,
    fix: 'Look into the log of the collector and into log/ of its ClickHouse folder; agents keep their data meanwhile.',
  };
}

function checkConfinement({ clickhouse: { confinement, readersAdmitted } }: StatusResponse): Finding[] {
  if (confinement === null) return []; // a server of its own, which is not ours to confine
  const ok = confinement === 'landlock';
  const readers = readersAdmitted
    ? 'SQL can read every file of its user'
    : 'so the read-only account is switched off';
  return [
    {
      check: 'confinement',
      ok,
      found: ok
        ? 'ClickHouse opens only its own files (Landlock)'
        : `this kernel has no Landlock: ${readers}`,
      fix: readersAdmitted
        ? 'Use Linux 5.13 or later with Landlock, or set clickhouse.unconfinedReaders to "refuse".'
        : 'Use Linux 5.13 or later with Landlock; or set clickhouse.unconfinedReaders to "allow" where all who ask are trusted.',
    },
  ];
}

function checkRetention({ usedBytes, budgetBytes, rawDaysHeld, goes }: UsageResponse): Finding {
  const GiB = 2 ** 30;
  const room = `${(usedBytes / GiB).toFixed(1)} of ${(budgetBytes / GiB).toFixed(1)} GiB`;
  const held = rawDaysHeld === null ? '' : `, ${rawDaysHeld.toFixed(1)} days of samples at today's rate`;
  const isShort = rawDaysHeld !== null && rawDaysHeld < minRawDays;
  return {
    check: 'history',
    ok: !isShort && !goes.some(({ reason }) => reason === 'budget'),
    found: `${room}${held}`,
    fix: 'The disk budget cuts the history short: give it more (retention.maxDisk, a larger disk), or measure less often.',
  };
}

function checkLostData({ lostData: { detachedParts, holes } }: StatusResponse): Finding {
  const check = 'data';
  if (detachedParts.length === 0 && holes.length === 0)
    return { check, ok: true, found: 'nothing is missing' };
  const parts = detachedParts.map(({ table, part, reason, lost }) =>
    [
      `${table}/${part} ${reason}`.trim(),
      ...(lost === null ? [] : [`lost from ${utc(lost.fromMs)} to ${utc(lost.toMs)}`]),
    ].join(', '),
  );
  const hosts = [...new Set(holes.map(({ host }) => host))];
  const found = [
    ...(parts.length === 0 ? [] : [`ClickHouse set aside ${parts.slice(0, shownNames).join(', ')}`]),
    ...(hosts.length === 0 ? [] : [`samples of ${hosts.slice(0, shownNames).join(', ')} are missing`]),
  ].join('; ');
  return {
    check,
    ok: false,
    found,
    fix:
      'The disk or a copy of the data folder is damaged. Agents were asked for what they still keep, and roll-ups are computed again ' +
      'within minutes where their samples are there; "hostwire audit" shows what is missing. ' +
      "When you have seen to the disk, drop the parts: ALTER TABLE TABLE_NAME DROP DETACHED PART 'NAME'.",
  };
}

function utc(ms: number): string {
  return new Date(ms).toISOString();
}

function checkIdentities({ agents }: AgentsResponse): Finding {
  const check = 'identities';
  const cloned = agents.filter(({ clone }) => clone !== null).map(({ host }) => host);
  if (cloned.length === 0) return { check, ok: true, found: 'none is in use on two machines' };
  const shown = cloned.slice(0, shownNames).join(', ');
  const more = cloned.length > shownNames ? ` and ${cloned.length - shownNames} more` : '';
  return {
    check,
    ok: false,
    found: `in use on two machines: ${shown}${more}`,
    fix: `"hostwire agents show ${cloned[0]}" says why; enrol the copy with a token of its own, or accept the right machine: hostwire agents accept ${cloned[0]}`,
  };
}

async function checkGateway(url: string): Promise<Finding> {
  const { hostname, port } = new URL(url);
  const check = 'gateway';
  const failure = await new Promise<string | undefined>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: connectLimitMs });
    const end = (result: string | undefined) => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(undefined));
    socket.once('timeout', () => end('no answer'));
    socket.once('error', (error) => end(error.message));
  });
  const fix = 'Agents cannot connect: check the name, firewall and port, or set gateway.publicUrl.';
  return {
    check,
    ok: failure === undefined,
    found: failure === undefined ? url : `${url}: ${failure}`,
    fix,
  };
}

function checkIngest({ ingest }: StatusResponse): Finding {
  const check = 'ingest';
  if (ingest.stalledSinceMs !== null) {
    const since = utc(ingest.stalledSinceMs);
    const fix =
      'Nothing that arrives is stored; agents keep it. Look at free disk space and at the log of ClickHouse; the collector goes on by itself.';
    return { check, ok: false, found: `writing stopped at ${since}: ${ingest.stallReason}`, fix };
  }
  const p99 = ingest.commitDelayMs.p99;
  const agents = ingest.agentsConnected === 1 ? '1 agent' : `${ingest.agentsConnected} agents`;
  const found = `${agents} connected, ${ingest.samplesCommitted} samples committed, commit delay p99 ${p99 === null ? 'unknown' : `${Math.round(p99)} ms`}`;
  return {
    check,
    ok: p99 === null || p99 <= maxCommitDelayMs,
    found,
    fix: 'Commits are slow: look at the disk and the load of the ClickHouse machine.',
  };
}
