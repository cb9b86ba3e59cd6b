import { routes } from '@hostwire/api/client';
import { collector } from '../api/collector.ts';
import { useResource } from '../resource/use-resource.ts';
import { useMay } from '../session/abilities.ts';
import type { Board } from './board.ts';
import { asksInSql, starters } from './starters.ts';

const refreshMs = 60_000;

/** Boards to begin with, offered while there is none. */
export function StarterList({ onStart }: { onStart: (board: Board) => void }) {
  const hosts = useResource(collector.hosts.list, { everyMs: refreshMs }).body?.hosts;
  const mayQuery = useMay()(routes.sql.run);
  return (
    <section class="stack" aria-labelledby="starters-title">
      <h2 id="starters-title">Begin with one of these</h2>
      <ul class="starters">
        {starters
          .filter((starter) => mayQuery || !asksInSql(starter))
          .map(({ name, does, board }) => (
            <li key={name} class="card card-body starter">
              <h3>{name}</h3>
              <p class="quiet">{does}</p>
              <button
                type="button"
                class="button"
                aria-label={`Open “${name}”`}
                disabled={hosts === undefined}
                onClick={() => onStart(board((hosts ?? []).map(({ host }) => host)))}
              >
                Open
              </button>
            </li>
          ))}
      </ul>
    </section>
  );
}
