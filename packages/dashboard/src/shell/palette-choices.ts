import type { HostSummary, SessionInfo } from '../api/types.ts';
import { hostPath } from './host-path.ts';
import { destinationsFor, menuDestinationsFor } from './navigation.ts';

/** Something to go to: a page or a host. */
export interface Choice {
  readonly name: string;
  readonly kind: string;
  readonly path: string;
}

const maxChoices = 12;

/** Pages and hosts whose name has all the words typed; those that begin with them first. */
export function choicesFor(
  typed: string,
  hosts: readonly HostSummary[],
  session: SessionInfo | undefined,
): Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const all: Choice[] = [
    ...[...destinationsFor(session), ...menuDestinationsFor(session)].map(({ name, path }) => ({
      name,
      kind: 'Page',
      path,
    })),
    ...hosts.map(({ host, displayName }) => ({
      name: displayName || host,
      kind: 'Host',
      path: hostPath(host),
    })),
  ];
  const found = all.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const begins = ({ name }: Choice): number => (name.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return found.sort((a, b) => begins(a) - begins(b)).slice(0, maxChoices);
}
