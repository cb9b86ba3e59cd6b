import { CommandLine } from '../page/command-line.tsx';

/** The first thing a new user sees: how to get the first host in here. */
export function EmptyFleet() {
  return (
    <section class="centred" aria-labelledby="empty-title">
      <h1 id="empty-title">No host yet</h1>
      <ol class="steps">
        <li>
          On this machine, make a token. It works once and for an hour:
          <CommandLine command="npx hostwire token create" />
        </li>
        <li>
          It prints one line. Paste that line on the host you want to watch; it enrols the host and starts its
          agent.
        </li>
        <li>The host appears here by itself, seconds later.</li>
      </ol>
      <p class="quiet">
        For several hosts at once: <code>npx hostwire token create --uses 20 --label env=prod</code>
      </p>
    </section>
  );
}
