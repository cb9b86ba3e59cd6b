import { routes } from '@hostwire/api/client';
import type { HostSummary } from '../api/types.ts';
import { formatInstant } from '../format/instant.ts';
import { useMay } from '../session/abilities.ts';

/** Where somebody says which machine a host is. */
export function acceptPath(host: string): string {
  return `/enrolment?accept=${encodeURIComponent(host)}`;
}

/** Two machines seem to use the identity of the host. */
export function CloneBadge({ host: { host, clone } }: { host: Pick<HostSummary, 'host' | 'clone'> }) {
  const mayAccept = useMay()(routes.agents.accept);
  if (clone === null) return null;
  const title = `Since ${formatInstant(clone.sinceMs)}: ${clone.detail}`;
  return mayAccept ? (
    <a class="badge bad clone" href={acceptPath(host)} title={`${title}. Say which machine it is.`}>
      Cloned
    </a>
  ) : (
    <span class="badge bad clone" title={title}>
      Cloned
    </span>
  );
}
