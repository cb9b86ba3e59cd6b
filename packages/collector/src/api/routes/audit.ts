import type { AuditFinding } from '@hostwire/api';
import { readAudit, type EpochAudit, type HostCoverage } from '@hostwire/storage';
import { callerOf } from '../access-control.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { openGap } from '../open-gap.ts';
import type { HandlersOf } from '../serve-routes.ts';
import { requireHost } from './known-agent.ts';

export function auditHandlers({
  db,
  clock,
  registry,
  settings,
  sessions,
}: ApiDependencies): HandlersOf<'audit'> {
  return {
    run: async ({ query: { host, sinceMs }, request }) => {
      if (host !== undefined) requireHost(registry, host, callerOf(request));
      const { epochs, hosts: covered } = await readAudit(db, {
        host,
        sinceMs,
        nowMs: clock.nowMs(),
        schedule: (name) => settings.schedule(name, registry.agent(name)?.labels ?? {}),
      });
      const reported = epochs.map((epoch) => {
        const hello = sessions.find(epoch.agentId)?.hello;
        return { ...epoch, reportedSeq: hello?.epoch === epoch.epoch ? hello.lastSeq : null };
      });
      const hosts = covered.map(({ silence, ...rest }) => ({
        ...rest,
        open: silence === undefined ? null : openGap(silence, registry.agent(rest.host), sessions),
      }));
      const findings = [...reported.flatMap(epochFindings), ...covered.flatMap(coverageFindings)];
      return { clean: findings.length === 0, findings, epochs: reported, hosts };
    },
  };
}

function epochFindings(epoch: EpochAudit & { readonly reportedSeq: number | null }): AuditFinding[] {
  const { host, lastSeq, reportedSeq, samples, distinctSamples } = epoch;
  const findings: AuditFinding[] = epoch.missing.map((range) => ({
    kind: 'missing',
    host,
    detail: `epoch ${epoch.epoch}: batches ${range.firstSeq} to ${range.lastSeq} are not there, and no gap says why`,
  }));
  if (samples !== distinctSamples || epoch.repeated.length > 0) {
    const numbers = epoch.repeated.join(', ');
    const detail = `epoch ${epoch.epoch}: ${samples - distinctSamples} samples are there more than once (batches ${numbers})`;
    findings.push({ kind: 'repeated', host, detail });
  }
  if (reportedSeq !== null && reportedSeq > lastSeq) {
    const detail = `epoch ${epoch.epoch}: the agent has batches up to ${reportedSeq}, ${lastSeq} is the last committed`;
    findings.push({ kind: 'behind', host, detail });
  }
  return findings;
}

function coverageFindings({ host, unexplained }: HostCoverage): AuditFinding[] {
  return unexplained.map(({ fromMs, toMs }) => ({
    kind: 'unexplained',
    host,
    detail: `no samples from ${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()}, and no gap says why`,
  }));
}
