import { readAudit, type EpochAudit, type HostCoverage } from '@hostwire/storage';
import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { openGap } from '../open-gap.ts';
import { auditAnswer, auditQuery, type AuditFinding } from '../schemas/audit.ts';
import { hostUnknown } from './hosts.ts';

export function auditRoutes(app: ApiApp, { db, clock, registry, settings, sessions }: ApiDependencies): void {
  app.get(
    '/api/v1/audit',
    {
      schema: {
        summary: 'Whether everything that agents numbered is there once, or missing with a reason',
        querystring: auditQuery,
        response: { 200: auditAnswer },
      },
    },
    async ({ query: { host, sinceMs } }) => {
      if (host !== undefined && registry.agent(host)?.host !== host) throw hostUnknown(host);
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
  );
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
