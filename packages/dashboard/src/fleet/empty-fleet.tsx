import { routes } from '@hostwire/api/client';
import { NewHost } from '../enrolment/new-host.tsx';
import { useMay } from '../session/abilities.ts';

/** The first thing a new user sees: how to get the first host in here. */
export function EmptyFleet() {
  if (!useMay()(routes.tokens.create))
    return (
      <section class="centred" aria-labelledby="empty-title">
        <h1 id="empty-title">No host yet</h1>
        <p>No host that you may see is enrolled. An administrator adds hosts, and says who sees them.</p>
      </section>
    );
  return (
    <section class="centred" aria-labelledby="empty-title">
      <h1 id="empty-title">No host yet</h1>
      <p>
        Make a line, and paste it on the host you want to watch. The line enrols the host and starts its
        agent; the host appears here by itself, seconds later.
      </p>
      <NewHost />
      <p class="quiet">
        In a terminal on this machine, <code>npx hostwire token create</code> prints the same line.
      </p>
    </section>
  );
}
